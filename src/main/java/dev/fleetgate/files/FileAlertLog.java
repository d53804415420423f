package dev.fleetgate.files;

import dev.fleetgate.alerts.AlertEntry;
import dev.fleetgate.alerts.AlertLog;
import dev.fleetgate.alerts.AlertNotice;
import dev.fleetgate.model.ClusterId;
import dev.fleetgate.model.Node;
import dev.fleetgate.spec.NodeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The alert log as files of one notice a line; the last [#KEPT] entries or more are kept.
///
/// A line that a crash cut off was never answered, so it is dropped when the log is opened. A body
/// of notices is one write and one force to the disk.
///
/// Thread safety: all methods may be called from any thread.
final class FileAlertLog implements AlertLog, AutoCloseable {
  private static final String FOLDER = "alerts";
  private static final int KEPT = 50_000;

  private final StateFolder folder;
  private final Deque<AlertEntry> entries = new ArrayDeque<>();
  private FileChannel file;
  private long fileStart;
  private long last;

  private FileAlertLog(StateFolder folder, FileChannel file, long fileStart) {
    this.folder = folder;
    this.file = file;
    this.fileStart = fileStart;
  }

  /// Reads what is there and goes on at its end.
  static FileAlertLog open(StateFolder folder) {
    List<Long> starts = folder.names(FOLDER).stream().map(FileAlertLog::start).sorted().toList();
    long start = starts.isEmpty() ? 1 : starts.getLast();
    try {
      FileAlertLog log = new FileAlertLog(folder, folder.appendTo(path(start)), start);
      log.last = start - 1;
      for (long each : starts) {
        log.load(each);
      }
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException("alert log in " + folder.root() + ": " + e, e);
    }
  }

  private void load(long start) throws IOException {
    String text = folder.read(path(start)).orElse("");
    int whole = text.lastIndexOf('\n') + 1;
    text.substring(0, whole).lines().forEach(line -> entries.add(entry(line)));
    if (start == fileStart) {
      int bytes = text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
      file.truncate(bytes);
      file.position(bytes);
    }
    last = entries.isEmpty() ? last : entries.getLast().sequence();
  }

  @Override
  public synchronized List<AlertEntry> append(List<AlertNotice> notices, Instant receivedAt) {
    List<AlertEntry> added = new ArrayList<>(notices.size());
    StringBuilder lines = new StringBuilder();
    for (AlertNotice notice : notices) {
      AlertEntry entry = new AlertEntry(last + added.size() + 1, receivedAt, notice);
      added.add(entry);
      lines.append(NodeJson.write(node(entry))).append('\n');
    }
    store(lines.toString());
    last += added.size();
    entries.addAll(added);
    if (last - fileStart + 1 >= KEPT) {
      beginFile();
    }
    return added;
  }

  private void store(String lines) {
    long before = -1;
    try {
      before = file.position();
      StateFolder.writeAll(file, lines);
      file.force(false);
    } catch (IOException e) {
      takeBack(before, e);
      throw new UncheckedIOException("alert log in " + folder.root() + ": " + e, e);
    }
  }

  private void takeBack(long position, IOException cause) {
    try {
      if (position >= 0) {
        file.truncate(position);
        file.position(position);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /// Starts a new file and drops the one before the last; so between one and two times [#KEPT]
  /// entries stay.
  private void beginFile() {
    try {
      FileChannel next = folder.appendTo(path(last + 1));
      file.close();
      for (String name : folder.names(FOLDER)) {
        if (start(name) < fileStart) {
          folder.delete(FOLDER + "/" + name);
        }
      }
      while (!entries.isEmpty() && entries.getFirst().sequence() < fileStart) {
        entries.removeFirst();
      }
      file = next;
      fileStart = last + 1;
    } catch (IOException e) {
      throw new UncheckedIOException("alert log in " + folder.root() + ": " + e, e);
    }
  }

  @Override
  public synchronized List<AlertEntry> after(long sequence) {
    List<AlertEntry> later = new ArrayList<>();
    for (Iterator<AlertEntry> latest = entries.descendingIterator(); latest.hasNext(); ) {
      AlertEntry entry = latest.next();
      if (entry.sequence() <= sequence) {
        break;
      }
      later.add(entry);
    }
    return List.copyOf(later.reversed());
  }

  @Override
  public synchronized long last() {
    return last;
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("alert log in " + folder.root() + ": " + e, e);
    }
  }

  private static String path(long start) {
    return FOLDER + "/" + start + ".jsonl";
  }

  private static long start(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private static Node node(AlertEntry entry) {
    Map<String, Node> labels = new LinkedHashMap<>();
    entry.notice().labels().forEach((name, value) -> labels.put(name, Node.text(value)));
    return Node.object()
        .with("sequence", Node.number(entry.sequence()))
        .with("receivedAt", Node.text(entry.receivedAt().toString()))
        .with("cluster", Node.text(entry.notice().cluster().value()))
        .with("firing", Node.bool(entry.notice().firing()))
        .with("startsAt", Node.text(entry.notice().startsAt().toString()))
        .with("labels", Node.object(labels));
  }

  private static AlertEntry entry(String line) {
    Node node = NodeJson.read(line, "alert log");
    Map<String, String> labels = new LinkedHashMap<>();
    if (node.path("labels").orElse(Node.object()) instanceof Node.Obj written) {
      written.fields().keySet().forEach(name -> labels.put(name, text(written, name)));
    }
    boolean firing = node.path("firing").equals(Optional.of(Node.bool(true)));
    AlertNotice notice =
        new AlertNotice(
            new ClusterId(text(node, "cluster")),
            labels,
            firing,
            Instant.parse(text(node, "startsAt")));
    return new AlertEntry(sequence(node), Instant.parse(text(node, "receivedAt")), notice);
  }

  private static long sequence(Node node) {
    if (node.path("sequence").orElse(Node.nothing()) instanceof Node.Num(var value, _)) {
      return value.longValueExact();
    }
    throw new IllegalStateException("alert log: entry without sequence (expected: a whole number)");
  }

  private static String text(Node node, String field) {
    return node.textAt(field)
        .orElseThrow(() -> new IllegalStateException("alert log: entry without " + field));
  }
}
