/// The state of a standalone Fleetgate: one folder of JSON files, held by one process at a time.
///
/// [dev.fleetgate.files.StateFolder] knows how a file is written so that a crash leaves the old
/// text or the new one, never half of one. The stores beside it implement the ports of the pure
/// rooms on top of it. What a file says is decided by the room whose state it holds; here it is
/// text at a path.
///
/// ```text
/// lock                                  held as long as the process lives
/// endpoint.json                         address and token of the process that holds the lock
/// runs/<run>/state.json                 version and state of one run
/// runs/<run>/records/*.json             what was recorded before and after a trigger was sent
/// runs/<run>/documents/*.json           the run's own copies: its gates, its clusters
/// gateruns/<id>.json                    evidence of one gate run
/// alerts/<first sequence>.jsonl         notices received, one a line
/// pins/<cluster>.json                   revision and content of the packs a cluster is pinned to
/// ```
///
/// Must not judge, nor know HTTP or Kubernetes. Calls `model`, the rooms whose ports it implements,
/// and `spec` for JSON.
@NullMarked
package dev.fleetgate.files;

import org.jspecify.annotations.NullMarked;
