package dev.pipelinestop.bench;

import java.util.List;

/** One of the things that are measured. */
interface Measurement {

  /** What is measured, in a line. */
  String title();

  /** Measures it. */
  List<Figure> run() throws Exception;
}
