package dev.fleetgate.rollout.start;

import dev.fleetgate.model.Position;
import dev.fleetgate.model.Problem;
import dev.fleetgate.rollout.Listing.ListingFailed;

/// Why nothing starts while the fleet cannot be listed: at the piece of the Fleet that is to blame,
/// or at the rollout if none is.
final class Unlisted {
  private static final String SUBJECT_END = ": ";
  private static final String EXPECTED = " (expected: ";
  private static final String COMPLETE =
      "a complete listing, as a failed one is not an empty fleet; try again";

  private Unlisted() {}

  static Problem problem(Position rollout, ListingFailed failed) {
    String where = failed.at().where();
    if (where.isEmpty() || !failed.message().startsWith(where + SUBJECT_END)) {
      return new Problem(rollout, StartRule.LISTING_FAILED, "fleet", failed.message(), COMPLETE);
    }
    String why = failed.message().substring(where.length() + SUBJECT_END.length());
    int expected = why.endsWith(")") ? why.lastIndexOf(EXPECTED) : -1;
    String said = expected < 0 ? why : why.substring(0, expected);
    int subject = said.indexOf(SUBJECT_END);
    return new Problem(
        failed.at(),
        StartRule.LISTING_FAILED,
        subject < 0 ? "clusters" : said.substring(0, subject),
        subject < 0 ? said : said.substring(subject + SUBJECT_END.length()),
        expected < 0 ? COMPLETE : why.substring(expected + EXPECTED.length(), why.length() - 1));
  }
}
