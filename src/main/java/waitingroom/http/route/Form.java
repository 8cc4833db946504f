package waitingroom.http.route;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a form, in the query or the body. A parameter without a value counts as absent
 * (RFC 6749, section 3.1).
 *
 * @param repeated the name of a repeated parameter, null: none
 */
public record Form(Map<String, String> values, @Nullable String repeated) {
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
    private @Nullable String repeated;
    private int count;

    @Override
    public void accept(String name, String value) {
      count++;
      if (count > PARAMETERS_MAX) {
        throw new MalformedForm("There are too many parameters");
      }
      if (!name.isEmpty() && !value.isEmpty() && values.put(name, value) != null) {
        repeated = name;
      }
    }
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String required(String name) {
    return get(name).orElseThrow(() -> new MalformedForm(name + " is missing"));
  }

  /** Refuses repeated parameters. */
  public Form eachOnce() {
    if (repeated != null) {
      throw new MalformedForm("A parameter is repeated");
    }
    return this;
  }
}
