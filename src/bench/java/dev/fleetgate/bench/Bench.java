package dev.fleetgate.bench;

import java.io.IOException;
import java.util.List;

/// One benchmark: starts what it needs, measures, stops everything.
interface Bench {
  /// What it is called on the command line.
  String name();

  List<Figure> run() throws IOException, InterruptedException;
}
