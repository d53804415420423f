# Sourced by ./fleetgate: home, jar, cache, training, java_home and java_version are set there.

# A service of few threads: the serial collector starts fastest and takes least memory. It lets the
# old generation grow to the end before it collects it, so the end is set; docs/performance.md says
# how much that is, and when to raise it. A process without memory ends, and the next start goes on
# with its runs. The two permissions are Netty's; without them the JVM prints warnings.
jvm_options=(
  -XX:+UseSerialGC
  -Xms160m
  -Xmn96m
  -Xmx384m
  -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow
)

# Whether the jar is missing or something it is made of is newer. A removed file shows in the time of
# its folder.
is_stale() {
  local built="$home/target/fleetgate.jar" sources=() part
  [[ -f "$built" ]] || return 0
  for part in pom.xml src/main observer gates rules; do
    [[ -e "$home/$part" ]] && sources+=("$home/$part")
  done
  [[ -n "$(find "${sources[@]}" -newer "$built" -print -quit)" ]]
}

# Builds what is missing, one process at a time.
prepare() {
  local lock
  exec {lock}<"$home/pom.xml"
  if command -v flock >/dev/null; then
    flock "$lock"
  fi
  if is_stale; then
    build || return 1
  fi
  mkdir -p "$home/target/launcher"
  if [[ ! -f "$jar" || "$jar" -ot "$home/target/fleetgate.jar" ]]; then
    cp "$home/target/fleetgate.jar" "$jar.$$"
    mv -f "$jar.$$" "$jar"
  fi
  if [[ ! -f "$cache" || "$cache" -ot "$jar" ]]; then
    train
  fi
  exec {lock}<&-
}

build() {
  echo "fleetgate: building; the first time takes a few minutes" >&2
  if ! command -v mvn >/dev/null; then
    echo "fleetgate: mvn: not on PATH (expected: Maven 3.8 or later; install it)" >&2
    return 1
  fi
  # JAVA25_HOME is where Maven's toolchains look first, so that it builds with the JDK found here.
  # Maven resets colours that it never set.
  if ! JAVA25_HOME="$java_home" mvn -B -q -f "$home/pom.xml" -Dmaven.test.skip=true package 2>&1 \
    | sed $'s/\033\\[0m//g' >&2; then
    echo "fleetgate: the build failed, see above" >&2
    return 1
  fi
}

# Lets the program run once and keeps its loaded classes and profiles (JDK 25, JEP 514): --help for
# the commands that end at once, the demo for the others. Without a cache the program works too, so a
# failure leaves an empty one behind that is not tried again.
train() {
  if [[ "${training[0]}" == demo ]]; then
    echo "fleetgate: preparing a faster start, once: about 20 seconds" >&2
  fi
  "$java_home/bin/java" "${jvm_options[@]}" -XX:AOTCacheOutput="$cache.$$" -Xlog:disable \
    -jar "$jar" "${training[@]}" >/dev/null 2>&1 || true
  [[ -f "$cache.$$" ]] || : >"$cache.$$"
  mv -f "$cache.$$" "$cache"
  rm -f "$cache.$$.config"
}
