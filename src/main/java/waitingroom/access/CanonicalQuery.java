package waitingroom.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query in a canonical request of Signature Version 4.
 *
 * <p>AWS asks for one spelling: decoded, encoded anew and sorted. Clients differ. A bare plus sign
 * is a plus sign for some (RFC 3986; AWS CRT, awscurl) and a space for others (HTML forms;
 * aws4fetch). Some sign the query as they send it, either sorted (botocore, aws-requests-auth) or
 * not (curl before 8.3). Each of these stands for the same parameters, since decoding any of them
 * gives the same names and values.
 */
final class CanonicalQuery {
  private static final Comparator<Parameter> BY_NAME =
      Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

  private CanonicalQuery() {}

  private record Parameter(String name, String value) {
    Parameter with(UnaryOperator<String> spelling) {
      return new Parameter(spelling.apply(name), spelling.apply(value));
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** The texts that a client may have signed for a query, AWS's own first. */
  static Set<String> spellings(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return Set.of("");
    }
    List<Parameter> sent = parameters(rawQuery);
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(encoded(sent, '+'));
    spellings.add(encoded(sent, ' '));
    spellings.add(rawQuery);
    spellings.add(joined(sent, BY_NAME));
    spellings.add(joined(sent, Comparator.comparing(Parameter::toString)));
    return spellings;
  }

  private static List<Parameter> parameters(String rawQuery) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.add(
            equals < 0
                ? new Parameter(pair, "")
                : new Parameter(pair.substring(0, equals), pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String encoded(List<Parameter> sent, char plus) {
    List<Parameter> encoded =
        sent.stream().map(one -> one.with(text -> PercentEncoding.normalise(text, plus))).toList();
    return joined(encoded, BY_NAME);
  }

  private static String joined(List<Parameter> parameters, Comparator<Parameter> order) {
    return parameters.stream()
        .sorted(order)
        .map(Parameter::toString)
        .collect(Collectors.joining("&"));
  }
}
