package waitingroom.http.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by path, whose segments may be parameters: {@code /rooms/{id}}, or {@code
 * /rooms/{id}/history}. Filled once, then only read.
 */
final class PathTable<T> {

  /** A node of the tree of segments. */
  private static final class Segment<T> {
    private final Map<String, Segment<T>> literals = new HashMap<>();
    private @Nullable Segment<T> parameter;
    private @Nullable T value;
  }

  /**
   * A value whose path fits.
   *
   * @param parameters the segments in place of parameters, as sent; each may be empty
   */
  record Match<T>(T value, List<String> parameters) {}

  private final Supplier<T> newValue;
  private final Map<String, T> literals = new HashMap<>();
  private final Segment<T> root = new Segment<>();

  /** Of all paths; a request's path with more segments fits none. */
  private long deepest;

  /**
   * @param newValue of a path that is named for the first time
   */
  PathTable(Supplier<T> newValue) {
    this.newValue = newValue;
  }

  /** The value of a path with parameters in braces; their names do not matter. */
  T at(String path) {
    Segment<T> segment = root;
    boolean literal = true;
    deepest = Math.max(deepest, depth(path));
    for (String name : segments(path)) {
      if (name.startsWith("{")) {
        literal = false;
        if (segment.parameter == null) {
          segment.parameter = new Segment<>();
        }
        segment = segment.parameter;
      } else {
        segment = segment.literals.computeIfAbsent(name, n -> new Segment<>());
      }
    }
    if (segment.value == null) {
      segment.value = newValue.get();
    }
    if (literal) {
      literals.put(path, segment.value);
    }
    return segment.value;
  }

  /** The value of a path without parameters: one look-up. */
  @Nullable T literal(String path) {
    return literals.get(path);
  }

  /** All values whose path a request's path fits, at each segment literals before parameters. */
  List<Match<T>> matches(String path) {
    List<Match<T>> found = new ArrayList<>(2);
    if (depth(path) > deepest) {
      return found;
    }
    collect(root, segments(path), 0, List.of(), found);
    return found;
  }

  private static <T> void collect(
      Segment<T> from,
      String[] segments,
      int index,
      List<String> parameters,
      List<Match<T>> found) {
    if (index == segments.length) {
      if (from.value != null) {
        found.add(new Match<>(from.value, parameters));
      }
      return;
    }
    Segment<T> literal = from.literals.get(segments[index]);
    if (literal != null) {
      collect(literal, segments, index + 1, parameters, found);
    }
    if (from.parameter != null) {
      List<String> more = new ArrayList<>(parameters);
      more.add(segments[index]);
      collect(from.parameter, segments, index + 1, more, found);
    }
  }

  private static long depth(String path) {
    return path.chars().filter(character -> character == '/').count();
  }

  private static String[] segments(String path) {
    return path.split("/", -1);
  }
}
