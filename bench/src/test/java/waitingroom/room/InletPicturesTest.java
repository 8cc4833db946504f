package waitingroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pictures in the documentation match the current rules. */
class InletPicturesTest {
  @Test
  void the_pictures_are_as_the_rules_draw_them() throws IOException {
    for (Map.Entry<String, String> picture : InletPictures.all().entrySet()) {
      assertThat(Files.readString(InletPictures.FOLDER.resolve(picture.getKey())))
          .as(picture.getKey() + " is out of date: run make pictures and look at it")
          .isEqualTo(picture.getValue());
    }
  }
}
