package dev.fleetgate.kube;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.stream.Collectors;

/// What an API server answered instead of what was asked for.
///
/// @param code HTTP status; 0 when there was no answer
/// @param message the server's own words, or the transport's when there was no answer
public record ApiFailure(Kind kind, int code, String message) {
  private static final int DEEPEST = 10;

  public ApiFailure {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(message);
  }

  /// What a failure says about the call.
  public enum Kind {
    /// No answer in time, or none that could be read: the call may have taken effect.
    NO_ANSWER,
    /// 5xx: the call may have taken effect.
    SERVER_ERROR,
    /// 401 and 403: the credential may not do this.
    FORBIDDEN,
    /// 404: the object, its namespace or its kind is not there.
    NOT_FOUND,
    /// 409: the object is there already, or is no longer as the call expected.
    CONFLICT,
    /// 400 and 422: the object is not as the server's schema or a webhook wants it.
    INVALID,
    /// 429: refused before it was looked at.
    TOO_MANY_REQUESTS,
    /// Any other 4xx.
    REFUSED
  }

  /// Reads fabric8's exception.
  public static ApiFailure of(KubernetesClientException exception) {
    int code = Math.max(0, exception.getCode());
    return new ApiFailure(kind(code), code, message(exception, code));
  }

  /// Whether the server has said that it did not do what was asked.
  public boolean definite() {
    return switch (kind) {
      case NO_ANSWER, SERVER_ERROR -> false;
      case FORBIDDEN, NOT_FOUND, CONFLICT, INVALID, TOO_MANY_REQUESTS, REFUSED -> true;
    };
  }

  /// `403 Forbidden text` or `no answer: text`, the server's words verbatim.
  public String found() {
    return code == 0 ? "no answer: " + message : code + " " + message;
  }

  private static Kind kind(int code) {
    return switch (code) {
      case 401, 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.CONFLICT;
      case 400, 422 -> Kind.INVALID;
      case 429 -> Kind.TOO_MANY_REQUESTS;
      default -> code >= 500 ? Kind.SERVER_ERROR : code >= 400 ? Kind.REFUSED : Kind.NO_ANSWER;
    };
  }

  private static String message(KubernetesClientException exception, int code) {
    Status status = exception.getStatus();
    if (status != null && status.getMessage() != null) {
      return withCauses(status);
    }
    Throwable cause = exception.getCause();
    String own = Objects.requireNonNullElse(exception.getMessage(), exception.toString());
    return code == 0 && cause != null ? own + ": " + root(cause).getMessage() : own;
  }

  /// What happened first: what wraps it repeats it behind the name of its class.
  private static Throwable root(Throwable cause) {
    Throwable first = cause;
    for (int depth = 0; depth < DEEPEST && first.getCause() != null; depth++) {
      first = first.getCause();
    }
    return first;
  }

  /// A webhook lists each error as a cause, which the message may leave out.
  private static String withCauses(Status status) {
    StatusDetails details = status.getDetails();
    String causes =
        details == null || details.getCauses() == null
            ? ""
            : details.getCauses().stream()
                .map(StatusCause::getMessage)
                .filter(text -> text != null && !status.getMessage().contains(text))
                .collect(Collectors.joining("; "));
    return causes.isEmpty() ? status.getMessage() : status.getMessage() + ": " + causes;
  }
}
