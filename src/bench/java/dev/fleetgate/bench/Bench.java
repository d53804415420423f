package dev.fleetgate.bench;

import java.io.IOException;
import java.util.List;

/// One benchmark: starts what it needs, measures, stops everything.
interface Bench {
  /// What it is called on the command line.
  String name();

  /// @param arenas with what earlier benchmarks left there
  List<Figure> run(Arenas arenas) throws IOException, InterruptedException;
}
