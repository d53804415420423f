package dev.fleetgate.triggers;

import dev.fleetgate.model.Node;
import java.util.Objects;

/// What an API server answered to one call.
///
/// @param status of HTTP
/// @param body the object, or a `Status` that says why not; null if there was none
public record Answer(int status, Node body) {
  public Answer {
    Objects.requireNonNull(body);
  }

  /// What an answer says about a write.
  public enum Meaning {
    /// It was done.
    DONE,
    /// It was not done: a test failed, or an object of that name is there. A read says which.
    CONTESTED,
    /// It was not done, and the server asks to come again (429).
    BUSY,
    /// It was not done, and never will be as it stands.
    REFUSED,
    /// It may have been done.
    LOST
  }

  /// What the status says about a write. 408 comes from whatever stands between, so it says
  /// nothing; a failed test of a JSON patch is 422, as is an object that is not valid.
  ///
  /// Source: Kubernetes API conventions, HTTP status codes; apiserver
  /// `endpoints/handlers/patch.go`, v1.35.
  public Meaning meaning() {
    return switch (status) {
      case 409, 422 -> Meaning.CONTESTED;
      case 429 -> Meaning.BUSY;
      case 408 -> Meaning.LOST;
      default -> {
        if (status >= 200 && status < 300) {
          yield Meaning.DONE;
        }
        yield status >= 400 && status < 500 ? Meaning.REFUSED : Meaning.LOST;
      }
    };
  }

  /// Status and the server's own words.
  public String message() {
    String words = body.textAt("message").orElse("");
    return words.isEmpty() ? String.valueOf(status) : status + ": " + words;
  }
}
