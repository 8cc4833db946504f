package waitingroom.http.page;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import waitingroom.http.route.PageHeaders;
import waitingroom.page.HandOver;
import waitingroom.page.PageDesign;
import waitingroom.page.Target;

/**
 * Exceptions of a room's page from the strict policy: frames on the origins that its design names,
 * and, where it hands the token over in a form, that form's targets.
 *
 * @param otherwise target of rooms whose design has none
 * @param returnHosts to which visitors may be sent back
 */
public record PagePolicy(Optional<Target> otherwise, Set<String> returnHosts) {

  PageHeaders of(PageDesign design) {
    PageHeaders headers = PageHeaders.STRICT;
    for (String origin : design.frameAncestors()) {
      headers = headers.allowing("frame-ancestors", origin);
    }
    if (design.handOver() == HandOver.FORM) {
      for (String origin : formTargets(design).toList()) {
        headers = headers.allowing("form-action", origin);
      }
    }
    return headers;
  }

  private Stream<String> formTargets(PageDesign design) {
    Optional<Target> target =
        Optional.ofNullable(design.target()).map(Target::parse).or(() -> otherwise);
    return Stream.concat(target.flatMap(Target::origin).stream(), returnHosts.stream().sorted());
  }
}
