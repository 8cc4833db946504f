package waitingroom.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a CQL file into statements at semicolons and drops comments. Knows {@code --}, {@code //}
 * and block comments, 'strings', "names" and $$ bodies $$.
 */
final class CqlScript {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>--[^\\n]*|//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<quoted>'[^']*+'|\"[^\"]*+\"|\\$\\$(?s:.*?)\\$\\$)"
              + "|(?<end>;)"
              + "|(?<other>(?s:.))");

  private CqlScript() {}

  /** Statements in order, trimmed, without semicolons, none of them empty. */
  static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      if (tokens.group("comment") != null) {
        current.append(' ');
      } else if (tokens.group("end") != null) {
        finish(current, statements);
      } else {
        current.append(tokens.group());
      }
    }
    finish(current, statements);
    return List.copyOf(statements);
  }

  private static void finish(StringBuilder current, List<String> statements) {
    String statement = current.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(statement);
    }
    current.setLength(0);
  }
}
