package dev.pipelinestop.admission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What every member is answered to every deed. */
record Matrix(Map<Deed, List<Answer>> rows) {

  /** What it must be. */
  static Matrix expected() {
    var rows = new EnumMap<Deed, List<Answer>>(Deed.class);
    // In the order of the members:
    // cluster admin, admin, editor, viewer; stopper, abandoner, one pipeline, requester; GitOps,
    // operator, nobody.
    rows.put(Deed.READ, row("yes yes yes yes  yes yes yes yes  yes yes no"));
    rows.put(Deed.WAIT, row("yes no no no  yes yes yes policy  yes no no"));
    rows.put(Deed.WAIT_FOR_STAGE, row("yes no no no  yes yes yes policy  yes no no"));
    rows.put(Deed.WAIT_FOR_OTHER, row("yes no no no  yes yes policy policy  yes no no"));
    rows.put(Deed.WAIT_ELSEWHERE, row("yes no no no  no no no no  no no no"));
    rows.put(Deed.WAIT_AS_STOPPER, row("yes no no no  no no no no  no no no"));
    // Kubernetes' own edit permits that, see docs/permissions.md.
    rows.put(Deed.WAIT_AS_ACCOUNT, row("yes yes yes no  no no no no  no no no"));
    rows.put(Deed.ABANDON, row("yes no no no  policy yes policy policy  policy no no"));
    rows.put(Deed.ABANDON_AFTER, row("yes no no no  policy yes policy policy  policy no no"));
    rows.put(Deed.DRY_RUN, row("yes no no no  yes yes yes policy  yes no no"));
    rows.put(Deed.DRY_RUN_OF_ABANDON, row("yes no no no  policy yes policy policy  policy no no"));
    rows.put(Deed.ESCALATE, row("yes no no no  policy yes policy policy  policy no no"));
    rows.put(Deed.ESCALATE_BY_APPLY, row("yes no no no  policy yes policy policy  policy no no"));
    rows.put(Deed.APPLY_AGAIN, row("yes no no no  yes yes yes yes  yes no no"));
    rows.put(Deed.CHANGE_PIPELINE, row("never no no no  never never never never  never no no"));
    rows.put(Deed.CHANGE_TTL, row("yes no no no  yes yes yes yes  yes no no"));
    rows.put(Deed.LABEL, row("yes no no no  yes yes yes yes  yes no no"));
    rows.put(Deed.WRITE_STATUS, row("yes no no no  no no no no  no yes no"));
    rows.put(Deed.DELETE, row("yes no no no  yes yes yes yes  yes yes no"));
    rows.put(Deed.DELETE_ALL, row("yes no no no  no no no yes  no no no"));
    return new Matrix(rows);
  }

  /** What is answered. */
  static Matrix of(BiFunction<Deed, Member, Answer> ask) {
    var rows = new EnumMap<Deed, List<Answer>>(Deed.class);
    for (var deed : Deed.values()) {
      rows.put(
          deed, Arrays.stream(Member.values()).map(member -> ask.apply(deed, member)).toList());
    }
    return new Matrix(rows);
  }

  private static List<Answer> row(String words) {
    var answers =
        Arrays.stream(words.split(" +"))
            .map(word -> Answer.valueOf(word.toUpperCase(Locale.ROOT)))
            .toList();
    if (answers.size() != Member.values().length) {
      throw new IllegalArgumentException(words);
    }
    return answers;
  }

  /** A heading and a row for each deed. */
  List<List<String>> table() {
    var table = new ArrayList<List<String>>();
    table.add(
        Stream.concat(Stream.of(""), Arrays.stream(Member.values()).map(Member::title)).toList());
    for (var deed : Deed.values()) {
      table.add(
          Stream.concat(
                  Stream.of(deed.title()),
                  rows.getOrDefault(deed, List.of()).stream().map(Answer::word))
              .toList());
    }
    return table;
  }

  /** For a person, in columns. */
  @Override
  public String toString() {
    var table = table();
    var text = new StringBuilder();
    for (var row : table) {
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = table.stream().mapToInt(cells -> cells.get(at).length()).max().orElse(0);
        text.append(row.get(column)).append(" ".repeat(width + 2 - row.get(column).length()));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
