# Sourced by ./fleetgate, src/format/format and .ci/run.

# Prints the version in the JDK or JRE folder $1, or nothing. Reads its release file, because
# starting a JVM to ask costs more than the rest of the launcher.
jdk_version() {
  local line
  [[ -x "$1/bin/java" && -r "$1/release" ]] || return 0
  while IFS= read -r line; do
    if [[ "$line" == JAVA_VERSION=* ]]; then
      line="${line#JAVA_VERSION=}"
      printf '%s' "${line//\"/}"
      return 0
    fi
  done <"$1/release"
}

# Sets java_home to a JDK 25 or later and java_version to its version. Looked for in this order:
# FLEETGATE_JAVA_HOME (binding if set), JAVA_HOME, java on PATH, the usual places of Linux and macOS.
# Without one, says in one sentence what was found, and returns 1.
find_jdk() {
  local candidate on_path found=()
  local candidates=("${JAVA_HOME:-}")
  if [[ -n "${FLEETGATE_JAVA_HOME:-}" ]]; then
    candidates=("$FLEETGATE_JAVA_HOME")
  else
    on_path="$(command -v java || true)"
    if [[ -n "$on_path" ]]; then
      on_path="$(readlink -f "$on_path" || true)"
      candidates+=("${on_path%/bin/java}")
    fi
    candidates+=(
      /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*
      "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*
      /Library/Java/JavaVirtualMachines/*/Contents/Home
    )
  fi
  for candidate in "${candidates[@]}"; do
    [[ -n "$candidate" ]] || continue
    java_version="$(jdk_version "$candidate")"
    [[ -n "$java_version" ]] || continue
    if ((${java_version%%[!0-9]*} >= 25)); then
      java_home="$candidate"
      return 0
    fi
    found+=("$java_version in $candidate")
  done
  local list="none"
  if ((${#found[@]} > 0)); then
    printf -v list '%s, ' "${found[@]}"
    list="${list%, }"
  fi
  printf 'fleetgate: JDK: found %s (expected: 25 or later; install one, for example Temurin 25, or set FLEETGATE_JAVA_HOME to it)\n' \
    "$list" >&2
  return 1
}
