package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value and what it was before, so that a read model can show it late. */
final class History<T> {
  /** A value since an instant. */
  record Version<T>(Instant at, Change change, T value) {}

  private final List<Version<T>> versions = new ArrayList<>();

  History(Instant at, Change change, T value) {
    record(at, change, value);
  }

  void record(Instant at, Change change, T value) {
    versions.add(new Version<>(at, change, value));
  }

  /** The truth. */
  T value() {
    return versions.getLast().value;
  }

  /** When the truth last changed. */
  Instant changedAt() {
    return versions.getLast().at;
  }

  /**
   * The newest version that the view shows already, or null if it shows none. A newer version may
   * become visible before an older one, which is then never seen.
   */
  @Nullable Version<T> shown(View view) {
    for (var version : versions.reversed()) {
      if (view.shows(version.at, version.change)) {
        return version;
      }
    }
    return null;
  }
}
