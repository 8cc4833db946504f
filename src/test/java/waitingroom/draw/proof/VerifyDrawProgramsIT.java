package waitingroom.draw.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people check a draw with, run from their sources as people do. */
class VerifyDrawProgramsIT {
  private final Path folder;

  VerifyDrawProgramsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void the_programs_run_by_themselves() throws Exception {
    String bundle = SampleDraw.FOLDER.resolve("bundle.json").toString();
    String proof = SampleDraw.FOLDER.resolve("proof.json").toString();
    List<String> options =
        List.of(bundle, proof, "--id", SampleDraw.id(3), "--key", SampleDraw.SIGNER.key().text());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String program = Verifiers.TOOLS.resolve("VerifyDraw.java").toString();
    String library =
        Path.of(BLS12_381G1.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    assertThat(exit(List.of(java, "-cp", library, program), options)).isZero();
    assertThat(exit(List.of(java, program), options)).as("without Bouncy Castle").isEqualTo(2);
    Verifiers.node(folder, List.of());
    assertThat(exit(List.of("node", "target/npm/verify-draw.mjs"), options)).isZero();
    for (List<String> wrong :
        List.of(List.<String>of(), List.of("none.json"), List.of("pom.xml"))) {
      assertThat(exit(List.of(java, program), wrong)).isEqualTo(2);
      assertThat(exit(List.of("node", "target/npm/verify-draw.mjs"), wrong)).isEqualTo(2);
    }
  }

  private int exit(List<String> program, List<String> options) throws Exception {
    List<String> command = new ArrayList<>(program);
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start()
        .waitFor();
  }
}
