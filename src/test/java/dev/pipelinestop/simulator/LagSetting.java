package dev.pipelinestop.simulator;

import io.fabric8.kubernetes.api.model.Duration;
import java.text.ParseException;
import java.util.Locale;

/**
 * A lag as text: {@code none}, {@code GetPipelineExecution=3s}, or {@code
 * GetPipelineExecution.ABANDONED=5s}.
 */
record LagSetting(String text) {
  void addTo(Lags lags) {
    if (text.equals("none")) {
      lags.none();
      return;
    }
    var parts = text.split("=", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("Not a lag (READ_MODEL[.CHANGE]=DURATION): " + text);
    }
    var names = parts[0].split("\\.", 2);
    var model = ReadModel.of(names[0]);
    var lag = duration(parts[1]);
    if (names.length == 1) {
      lags.set(model, lag);
    } else {
      lags.set(model, Change.valueOf(names[1].toUpperCase(Locale.ROOT)), lag);
    }
  }

  private static java.time.Duration duration(String text) {
    try {
      return Duration.parse(text).getDuration();
    } catch (ParseException e) {
      throw new IllegalArgumentException("Not a duration: " + text, e);
    }
  }
}
