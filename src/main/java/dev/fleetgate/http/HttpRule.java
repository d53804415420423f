package dev.fleetgate.http;

import dev.fleetgate.model.Rule;

/// Rules that a request must keep, beside those of the documents in its body.
enum HttpRule implements Rule {
  /// The name under which we are called is none of ours: a rebound DNS name.
  HOST_NOT_OURS(403),
  /// A page of another origin asks through somebody's browser.
  ORIGIN_NOT_OURS(403),
  TOKEN_MISSING(401),
  TOKEN_WRONG(401),
  LOGIN_LINK_USED(403),
  CONTENT_TYPE(415),
  BODY_TOO_LARGE(413),
  BODY_NOT_UTF8(400),
  TOO_MANY_ALERTS(413),
  NO_SUCH_PATH(404),
  NO_SUCH_ROLLOUT(404),
  NO_SUCH_CLUSTER(404),
  NO_SUCH_GATE_RUN(404),
  METHOD(405),
  UNKNOWN_PARAMETER(400),
  PARAMETER_VALUE(400),
  /// A field that only another verb takes.
  MEMBERS_OF_RETRY(422),
  NOT_A_CLUSTER_NAME(422),
  NOT_ONE_ROLLOUT(422),
  /// The verb is not legal now.
  NOT_NOW(409),
  /// The store or a cluster gave no answer.
  UNAVAILABLE(503),
  TOO_MANY_STREAMS(503),
  /// The program is at fault.
  INTERNAL(500);

  private final int status;

  HttpRule(int status) {
    this.status = status;
  }

  /// The HTTP status that answers a request which breaks it.
  int status() {
    return status;
  }
}
