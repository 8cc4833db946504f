package waitingroom.http.route;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The parameters of a form, in the query or the body. A parameter without a value counts as absent
 * (RFC 6749, section 3.1).
 *
 * @param repeated names of parameters that are there more than once
 */
public record Form(Map<String, String> values, Set<String> repeated) {
  private static final int PARAMETERS_MAX = 100;

  /** The query of a GET, the body of a POST. */
  public static Form of(Exchange exchange) {
    return exchange.request().method().name().equals("GET") ? ofQuery(exchange) : ofBody(exchange);
  }

  static Form ofQuery(Exchange exchange) {
    return parse(exchange.rawQuery());
  }

  /** The body; refused when it is not a form. */
  public static Form ofBody(Exchange exchange) {
    if (!exchange.mediaType().equals("application/x-www-form-urlencoded")) {
      throw new MalformedForm("The body must be application/x-www-form-urlencoded");
    }
    return parse(new String(exchange.body(), StandardCharsets.UTF_8));
  }

  static Form parse(String text) {
    Pairs pairs = new Pairs();
    FormPairs.each(text, pairs);
    return new Form(pairs.values, pairs.repeated);
  }

  /** Collects the parameters. */
  private static final class Pairs implements BiConsumer<String, String> {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private int count;

    @Override
    public void accept(String name, String value) {
      count++;
      if (count > PARAMETERS_MAX) {
        throw new MalformedForm("There are too many parameters");
      }
      if (!name.isEmpty() && !value.isEmpty() && values.put(name, value) != null) {
        repeated.add(name);
      }
    }
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String required(String name) {
    return get(name).orElseThrow(() -> new MalformedForm(name + " is missing"));
  }

  /**
   * Refuses known parameters that are repeated (RFC 6749, section 3.1). What else a client sends is
   * of no concern, so it may repeat that: {@code resource}, for instance (RFC 8707, section 2).
   *
   * @param known names
   */
  public Form eachOnce(Set<String> known) {
    if (!Collections.disjoint(repeated, known)) {
      throw new MalformedForm("A parameter is repeated");
    }
    return this;
  }
}
