package dev.pipelinestop.fuzz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can happen to the account that STS names, in XML. */
final class IdentityDamages {
  private static final Pattern ACCOUNT = Pattern.compile("<Account>.*</Account>");
  private static final Pattern COMPLAINT =
      Pattern.compile(Complaints.nothingIn("GetCallerIdentity") + "|" + Complaints.UNREADABLE);

  private IdentityDamages() {}

  /** All of them. */
  static List<Damage> all() {
    return Stream.of(
            "",
            "<Account></Account>",
            "<Account/>",
            "<Account>12345678901</Account>",
            "<Account>1234567890123</Account>",
            "<Account>-12345678901</Account>",
            "<Account>12345678901a</Account>",
            "<Account>１２３４５６７８９０１２</Account>",
            "<Account>1234 5678 9012</Account>",
            "<Account><Account>123456789012</Account></Account>",
            "<Account>&lt;script&gt;</Account>",
            "<Account>&unknown;</Account>",
            "<Account>&#0;</Account>",
            "<account>123456789012</account>",
            "<Account>123456789012",
            "<Account>" + "1".repeat(1 << 20) + "</Account>")
        .map(
            account ->
                new Damage(
                    "GetCallerIdentity",
                    "account " + account.substring(0, Math.min(60, account.length())),
                    COMPLAINT,
                    answer ->
                        answer.body(
                            ACCOUNT
                                .matcher(answer.text())
                                .replaceFirst(Matcher.quoteReplacement(account)))))
        .toList();
  }
}
