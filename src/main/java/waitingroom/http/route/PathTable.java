package waitingroom.http.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands under which path, where segments of a path may be parameters: {@code /rooms/{id}}, or
 * {@code /rooms/{id}/history}. Filled once, then only read.
 */
final class PathTable<T> {

  /** The end of a path, or the way to longer ones. */
  private static final class Segment<T> {
    private final Map<String, Segment<T>> literals = new HashMap<>();
    private @Nullable Segment<T> parameter;
    private @Nullable T value;
  }

  /**
   * What was found.
   *
   * @param parameters the segments that stand for a parameter, as they were sent; maybe empty ones
   */
  record Match<T>(T value, List<String> parameters) {}

  private final Supplier<T> newValue;
  private final Map<String, T> literals = new HashMap<>();
  private final Segment<T> root = new Segment<>();

  /**
   * @param newValue what a path gets when it is named for the first time
   */
  PathTable(Supplier<T> newValue) {
    this.newValue = newValue;
  }

  /** What stands under a path, parameters in braces; whatever they are called, it is one path. */
  T at(String path) {
    Segment<T> segment = root;
    boolean literal = true;
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

  /** What stands under a path without parameters: one look. */
  @Nullable T literal(String path) {
    return literals.get(path);
  }

  /** All that a request's path fits, at each segment the literal before the parameter. */
  List<Match<T>> matches(String path) {
    List<Match<T>> found = new ArrayList<>(2);
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

  private static String[] segments(String path) {
    return path.split("/", -1);
  }
}
