package dev.pipelinestop.image;

import dev.pipelinestop.cluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an image without a distribution needs besides the operator: the C library of this machine, a
 * user, where names are looked up, and for scanners what that library is.
 *
 * @param root of the image
 * @param runtime the JVM in it
 */
record BaseFiles(Path root, Path runtime) {
  /** A library and where it was found, or the loader, which needs no finding. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^\\s+(?:(\\S+) => )?(/\\S+|not found)");

  void write() throws IOException {
    for (Path library : libraries()) {
      copy(library, library);
      describe(library);
    }
    text("etc/passwd", "operator:x:65532:65532:operator:/home/operator:/sbin/nologin\n");
    text("etc/group", "operator:x:65532:\n");
    text("etc/nsswitch.conf", "hosts: files dns\n");
    copy(Path.of("/etc/os-release"), Path.of("/etc/os-release"));
    Path tmp = Files.createDirectories(root.resolve("tmp"));
    Path unusedAlso =
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path unused = Files.createDirectories(root.resolve("home").resolve("operator"));
  }

  /** What the programs and libraries of the JVM are linked with and do not bring themselves. */
  private SortedSet<Path> libraries() throws IOException {
    SortedSet<Path> found = new TreeSet<>();
    for (Path binary : binaries()) {
      List<MatchResult> lines =
          LIBRARY
              .matcher(Command.of(Path.of("ldd"), binary.toString()).run().output())
              .results()
              .toList();
      for (MatchResult line : lines) {
        if (line.group(2).equals("not found")) {
          // The JVM has loaded its own libraries before it loads those that need them.
          if (!isOurs(line.group(1))) {
            throw new IllegalStateException(
                "%s needs %s, which is not on this machine".formatted(binary, line.group(1)));
          }
        } else if (!Path.of(line.group(2)).normalize().startsWith(runtime.toAbsolutePath())) {
          found.add(Path.of(line.group(2)));
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("ldd found no library of " + runtime);
    }
    return found;
  }

  private List<Path> binaries() throws IOException {
    try (Stream<Path> files = Files.walk(runtime)) {
      return files
          .filter(file -> file.toString().matches(".*(\\.so|/java|/jspawnhelper)"))
          .toList();
    }
  }

  private boolean isOurs(String library) throws IOException {
    try (Stream<Path> files = Files.walk(runtime)) {
      return files.anyMatch(file -> file.getFileName().toString().equals(library));
    }
  }

  /** Leaves a note for scanners, as images without a package manager do, and the licence. */
  private void describe(Path library) throws IOException {
    Optional<String> owner = owner(library);
    if (owner.isEmpty()) {
      return;
    }
    String name = owner.get().replaceFirst(":.*", "");
    text(
        "var/lib/dpkg/status.d/" + name,
        Command.of(Path.of("dpkg-query"), "--status", owner.get()).run().output());
    Path licence = Path.of("/usr/share/doc", name, "copyright");
    copy(licence, licence);
  }

  /** The package of Debian or Ubuntu that a file belongs to; empty on other systems. */
  private static Optional<String> owner(Path file) throws IOException {
    if (!Files.exists(Path.of("/usr/bin/dpkg-query"))) {
      return Optional.empty();
    }
    // What is in /lib may be recorded as in /usr/lib, and the other way round.
    for (Path path : List.of(file, file.toRealPath(), Path.of("/usr" + file))) {
      Command.Result found = Command.of(Path.of("dpkg-query"), "--search", path.toString()).run();
      if (found.exitCode() == 0) {
        return Optional.of(found.stdout().replaceFirst("(?s): .*", ""));
      }
    }
    throw new IllegalStateException("no package of this system holds " + file);
  }

  private void copy(Path from, Path to) throws IOException {
    Path target = root.resolve(to.toString().substring(1));
    Path unused = Files.createDirectories(target.getParent());
    Path unusedToo =
        Files.copy(
            from.toRealPath(),
            target,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void text(String file, String text) throws IOException {
    Path target = root.resolve(file);
    Path unused = Files.createDirectories(target.getParent());
    Path unusedToo = Files.writeString(target, text);
  }
}
