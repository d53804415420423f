package dev.fleetgate.spec;

import dev.fleetgate.model.Fields;
import dev.fleetgate.model.Node;
import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.model.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses of HTTP servers. That of a Prometheus may hold `{{cluster.name}}` and
/// `{{cluster.labels.x}}`.
public final class Urls {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
  private static final Pattern KNOWN =
      Pattern.compile("cluster\\.name|cluster\\.labels\\.[A-Za-z0-9_./-]+");

  private Urls() {}

  /// What an address without placeholders should be instead; empty if it is legal.
  public static Optional<String> refusal(String address) {
    return fault(address).map(Urls::expected);
  }

  /// A base address without a slash at its end; empty if it was not written or is wrong.
  static String read(Fields fields, String key) {
    if (fields.node(key).isEmpty()) {
      return "";
    }
    String written = fields.text(key);
    return written.isEmpty() ? "" : checked(fields, key, written, written);
  }

  /// The base address of a Prometheus, which must be there.
  static String ofPrometheus(Fields fields, String key) {
    String written = fields.text(key);
    if (written.isEmpty()) {
      return "";
    }
    Node at = fields.required(key);
    String plain = withoutPlaceholders(written, key, at.at(), fields.problems());
    return checked(fields, key, written, plain);
  }

  private static String withoutPlaceholders(
      String written, String key, Position at, Problems problems) {
    Matcher found = PLACEHOLDER.matcher(written);
    return found.replaceAll(match -> {
      if (!KNOWN.matcher(match.group(1)).matches()) {
        String shown = Problem.quoted(match.group());
        String expected = "{{cluster.name}} or {{cluster.labels.x}}; write one of these";
        problems.add(new Problem(at, SpecRule.URL_PLACEHOLDER, key, shown, expected));
      }
      return "x";
    });
  }

  private static String checked(Fields fields, String key, String written, String plain) {
    Optional<SpecRule> fault = fault(plain);
    if (fault.isEmpty()) {
      return written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
    }
    boolean secret = fault.get() == SpecRule.URL_WITH_CREDENTIALS;
    Node at = fields.required(key);
    fields
        .problems()
        .add(
            new Problem(
                at.at(),
                fault.get(),
                key,
                secret ? "an address with user and password" : at.shown(),
                expected(fault.get())));
    return "";
  }

  private static Optional<SpecRule> fault(String plain) {
    URI uri;
    try {
      uri = new URI(plain);
    } catch (URISyntaxException e) {
      return Optional.of(SpecRule.NOT_A_URL);
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of(SpecRule.URL_WITH_CREDENTIALS);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      return Optional.of(SpecRule.NOT_A_URL);
    }
    return uri.getPath().matches(".*/api/v1/?")
        ? Optional.of(SpecRule.URL_WITH_API_PATH)
        : Optional.empty();
  }

  private static String expected(SpecRule fault) {
    if (fault == SpecRule.URL_WITH_CREDENTIALS) {
      return "an address without secrets; remove what stands before the @";
    }
    return fault == SpecRule.URL_WITH_API_PATH
        ? "the address without /api/v1; remove that part"
        : "an http or https address; write http://host:9090";
  }
}
