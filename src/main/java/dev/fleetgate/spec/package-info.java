/// Text to typed documents: YAML and JSON are read into [dev.fleetgate.model.Node] trees that know
/// the line of each value, and these into fleets, rule packs, gates and rollouts.
///
/// What lives here: [dev.fleetgate.spec.NodeYaml] and [dev.fleetgate.spec.NodeJson], which read and
/// print trees, and one loader per kind of document. Loaders are strict (an unknown field is a
/// problem) and report all problems of an input together.
///
/// What must not enter: files, folders and requests. A text comes with the name of its source, and
/// only that name is known here. Nothing is started and nothing is decided.
///
/// It may call `model`, `promql`, `gates`, `rollout`, `rules` and Jackson. A phase's `trigger` is
/// handed on as a tree; who types it is passed in.
///
/// Words:
/// - *source*: one text with a name, usually a file's path as the user gave it.
/// - *document*: one YAML document of a source, recognised by `apiVersion` and `kind`.
/// - *plain*: written without quotes; only plain words and numbers can be mistaken for each other.
@NullMarked
package dev.fleetgate.spec;

import org.jspecify.annotations.NullMarked;
