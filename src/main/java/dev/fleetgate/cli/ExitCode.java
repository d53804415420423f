package dev.fleetgate.cli;

/// What the process tells its caller when it ends. The numbers are an interface: scripts rely on
/// them.
public final class ExitCode {
  /// The question was answered, and the answer is good.
  public static final int PASSED = 0;

  /// The question was answered, and the answer is bad.
  public static final int FAILED = 1;

  /// The evidence does not suffice for an answer; never to be read as passed.
  public static final int INCONCLUSIVE = 2;

  /// The question could not be judged: something broke on the way.
  public static final int ERROR = 3;

  /// A person refused an approval, or nobody gave it in time; what was done stays.
  public static final int REJECTED = 4;

  /// The command line is wrong (`EX_USAGE` of sysexits.h); nothing was started.
  public static final int USAGE = 64;

  /// An input file is wrong (`EX_DATAERR` of sysexits.h); nothing was started.
  public static final int BAD_INPUT = 65;

  private ExitCode() {}
}
