import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a draw of a waiting room, without trusting the waiting room. Needs Java 17 or newer.
 *
 * <pre>java VerifyDraw.java bundle.json [proof.json] [--id request-id] [--key key]</pre>
 *
 * <p>The files, the options, the words of each line and the exit codes are those of verify-draw.mjs. The signature
 * of the beacon needs the library Bouncy Castle, 1.87 or newer: {@code java -cp bcprov-jdk18on-1.87.jar
 * VerifyDraw.java ...}.
 *
 * <p>Written from the description of the procedure alone, as verify-draw.mjs is: they share no code.
 */
public final class VerifyDraw {
  private static final String PROCEDURE = "waitingroom draw 1";
  private static final String DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
  private static final HexFormat HEX = HexFormat.of();
  private static final String HASH = "[0-9a-f]{64}";
  private static final String ANY_TEXT = "[ -~]*";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z";
  private static final long INTEGER_MAX = (1L << 53) - 1;

  /** A file that is not what it should be. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String what) {
      super(what);
    }
  }

  private final PrintStream out;
  private boolean failed;
  private boolean incomplete;

  private VerifyDraw(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] given) {
    System.exit(run(given, System.out));
  }

  /** Runs the program and returns its exit code. */
  public static int run(String[] given, PrintStream out) {
    List<String> files = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < given.length; i++) {
      if (given[i].equals("--id") || given[i].equals("--key")) {
        options.put(given[i], i + 1 < given.length ? given[i + 1] : "");
        i++;
      } else {
        files.add(given[i]);
      }
    }
    if (files.isEmpty() || files.size() > 2) {
      out.println("Usage: java VerifyDraw.java bundle.json [proof.json] [--id <request id>] [--key <key>]");
      return 2;
    }
    VerifyDraw check = new VerifyDraw(out);
    try {
      Doc bundle = Doc.read(files.get(0));
      Doc proof = files.size() == 2 ? Doc.read(files.get(1)) : null;
      check.all(bundle, proof, options.get("--id"), options.get("--key"));
    } catch (Unreadable e) {
      check.open("cannot be read: " + e.getMessage());
    }
    int code = check.failed ? 1 : check.incomplete ? 2 : 0;
    out.println(
        List.of("Everything is proved.", "Something is WRONG.", "Nothing is wrong, but not everything is proved.")
            .get(code));
    return code;
  }

  private void line(String status, String text) {
    out.println((status + "       ").substring(0, 7) + " " + text);
  }

  private void step(boolean good, String text) {
    failed |= !good;
    line(good ? "ok" : "FAILED", text);
  }

  private void open(String text) {
    incomplete = true;
    line("open", text);
  }

  private void all(Doc bundle, Doc proof, String id, String known) {
    Bundle b = new Bundle(bundle);
    Key key = Key.parse(b.key);
    if (known == null) {
      line("note", "signed by " + b.key + ": compare this with the operator's key from elsewhere");
    } else {
      step(known.equals(b.key), "signed by the key that you know");
    }
    announcements(b, key);
    if (b.phase.equals("committed")) {
      open("the list is not closed yet");
    } else {
      closing(b, key);
      line(
          "note",
          b.timestamps > 0
              ? "the time of closing has time stamps of others: check them with openssl ts"
              : "the time of closing is the operator's word, and that of people who kept the statement");
      if (b.late != null) {
        open("the list was closed again (" + b.late + "): only people who kept an earlier statement could object");
      }
    }
    if (b.phase.equals("frozen")) {
      open("nothing is drawn yet");
    }
    if (b.secret != null) {
      step(
          HEX.formatHex(sha256(HEX.parseHex(b.secret))).equals(b.commitment),
          "the secret is the one that was announced");
    }
    if (b.phase.equals("revealed")) {
      value(b);
    }
    if (b.phase.equals("void")) {
      open("the draw was given up: " + b.reason);
    }
    if (proof != null) {
      entry(b, proof, id);
    }
  }

  private void announcements(Bundle b, Key key) {
    Announced last = b.last();
    step(b.announced.stream().allMatch(said -> key.signed(said.text(b), said.signature)),
        "the draw was announced in signed texts");
    if (b.announced.size() > 1) {
      line("note", "it was announced " + b.announced.size() + " times, the last time at " + last.time + ": ask why");
    }
    step(
        last.epoch == b.epoch
            && last.algorithm.equals(b.algorithm)
            && last.commitment.equals(b.commitment)
            && last.kind.equals(b.kind)
            && last.beacon.equals(b.beaconName),
        "algorithm, commitment and beacon are those that were announced last");
    step(b.algorithm.equals(PROCEDURE), "the algorithm is the one that this program knows");
    if (b.kind.equals("drand")) {
      step(b.chain.hash().equals(b.beaconName), "key, genesis and period belong to the beacon's chain");
      step(
          last.round == b.chain.after(last.closes().plusSeconds(last.distance)),
          "the announced round is the first one after start, window and distance");
    }
  }

  private void closing(Bundle b, Key key) {
    Announced last = b.last();
    Instant closed = Instant.parse(b.time);
    step(key.signed(b.statement(), b.signature), "the statement that closed the list is signed");
    step(!closed.isBefore(last.closes()), "the list was not closed before it should be");
    long due =
        b.late == null || b.chain == null ? last.round : b.chain.after(closed.plusSeconds(last.distance));
    step(b.round == due, "the round is the one that the rule names");
    if (b.chain != null) {
      step(
          !closed.plusSeconds(5).isAfter(b.chain.moment(b.round)),
          "by the operator's clock the list was closed before the round");
    }
  }

  private void value(Bundle b) {
    byte[] signature = HEX.parseHex(b.value);
    switch (b.kind) {
      case "drand" -> {
        try {
          step(b.chain.signed(b.round, signature), "the beacon's signature is genuine");
        } catch (ClassNotFoundException missing) {
          open("the beacon's signature is not checked: put Bouncy Castle on the class path");
        }
      }
      case "none" -> {
        step(b.value.equals("6e6f6e65"), "there is no public value");
        open("there is no public value: the operator could choose the order");
      }
      default -> open("the public value was entered by hand: compare it with " + b.beaconName);
    }
    if (b.n == 0) {
      step(b.seed == null, "the list is empty: nothing was drawn");
    } else {
      step(
          HEX.formatHex(seed(b, signature)).equals(b.seed),
          "the seed follows from secret, public value and list");
    }
  }

  private void entry(Bundle b, Doc proof, String given) {
    if (b.phase.equals("committed")) {
      throw new Unreadable("a proof before the list is closed");
    }
    long position = proof.count("position");
    long index = proof.count("leaf_index");
    byte[] salt = HEX.parseHex(proof.text("salt", HASH));
    List<byte[]> hashes = new ArrayList<>();
    for (Object hash : proof.list("hashes")) {
      hashes.add(HEX.parseHex(Doc.matching(hash, HASH, "a hash of the proof")));
    }
    Long told = proof.isNull("place") ? null : proof.count("place");
    String id = proof.optional("first_id", ANY_TEXT);
    if (id == null) {
      id = given != null ? given : proof.optional("request_id", ANY_TEXT);
    }
    if (id == null || !id.matches("[0-9a-f-]{36}")) {
      throw new Unreadable("the request id: give it by --id");
    }
    step(index == position - b.first, "the entry's index in the list is its order of arrival");
    byte[] named = sha256(salt, id.getBytes(StandardCharsets.US_ASCII));
    byte[] leaf = sha256(new byte[] {0}, eight(position), named);
    step(
        index < b.n && leads(leaf, index, b.n, hashes, HEX.parseHex(b.root)),
        "the entry is in the list that was closed");
    if (b.phase.equals("revealed")) {
      long place = index < b.n ? b.first + place(HEX.parseHex(b.seed), index, b.n) : 0;
      step(Objects.equals(told, place), "the entry's place follows from the seed: " + place);
    }
  }

  /** The bundle, read strictly: no member can hide a line of a signed text. */
  private static final class Bundle {
    final String room;
    final long epoch;
    final long number;
    final String phase;
    final String algorithm;
    final String commitment;
    final String kind;
    final String beaconName;
    final long round;
    final Chain chain;
    final List<Announced> announced = new ArrayList<>();
    final String key;
    final int timestamps;
    long first;
    long n;
    long ahead;
    String root;
    String time;
    String late;
    boolean extended;
    String signature;
    String secret;
    String value;
    String seed;
    String reason;

    Bundle(Doc doc) {
      doc.text("format", "waitingroom draw bundle 1");
      room = doc.text("room", "[A-Za-z0-9._-]{1,64}");
      epoch = doc.count("epoch");
      number = doc.count("number");
      phase = doc.text("phase", "committed|frozen|revealed|void");
      algorithm = doc.text("algorithm", ANY_TEXT);
      commitment = doc.text("commitment", HASH);
      key = doc.text("key", ANY_TEXT);
      for (Object stamp : doc.list("timestamps")) {
        Doc.matching(stamp, ANY_TEXT, "a time stamp");
      }
      timestamps = doc.list("timestamps").size();
      Doc beacon = doc.object("beacon");
      kind = beacon.text("kind", "drand|hand|none");
      beaconName = beacon.text("name", ANY_TEXT);
      round = beacon.count("round");
      beacon.optional("verified", "signature|relays");
      chain = kind.equals("drand") ? new Chain(beacon) : null;
      for (Object said : doc.list("announcements")) {
        announced.add(new Announced(Doc.of(said)));
      }
      if (announced.isEmpty()) {
        throw new Unreadable("the announcements");
      }
      if (!phase.equals("committed")) {
        first = doc.count("first");
        n = doc.count("n");
        if (n > 1L << 40) {
          throw new Unreadable("the number of entries");
        }
        ahead = doc.count("ahead");
        root = doc.text("root", HASH);
        time = Doc.time(doc.text("time", TIME));
        late = doc.optional("late", "[a-z][a-z_]{1,31}");
        extended = doc.flag("extended");
        signature = doc.text("signature", "(?s).*");
      }
      if (phase.equals("revealed") || phase.equals("void")) {
        secret = doc.text("s", HASH);
      }
      if (phase.equals("revealed")) {
        value = doc.text("beacon_signature", "([0-9a-f]{2})+");
        seed = n == 0 ? null : doc.text("seed", HASH);
        if (n == 0 && !doc.isNull("seed")) {
          throw new Unreadable("the seed");
        }
      }
      if (!phase.equals("void") && !doc.isNull("void")) {
        throw new Unreadable("why the draw is void");
      }
      reason = doc.isNull("void") ? "no reason" : doc.text("void", ANY_TEXT);
    }

    Announced last() {
      return announced.get(announced.size() - 1);
    }

    String statement() {
      return "waitingroom draw statement 1\n"
          + ("room: " + room + "\nepoch: " + epoch + "\nnumber: " + number)
          + ("\nalgorithm: " + algorithm + "\ncommitment: " + commitment)
          + ("\nbeacon: " + source(kind, beaconName) + "\nround: " + round)
          + ("\nfirst: " + first + "\nn: " + n + "\nahead: " + ahead + "\nroot: " + root)
          + ("\ntime: " + time + "\nlate: " + (late == null ? "no" : late) + "\nextended: " + extended + "\n");
    }
  }

  private static String source(String kind, String name) {
    return kind.equals("none") ? kind : kind + " " + name;
  }

  /** One of the texts that announced the draw. */
  private static final class Announced {
    final long epoch;
    final String algorithm;
    final String commitment;
    final String kind;
    final String beacon;
    final long round;
    final String starts;
    final long window;
    final long distance;
    final String time;
    final String signature;

    Announced(Doc doc) {
      epoch = doc.count("epoch");
      algorithm = doc.text("algorithm", ANY_TEXT);
      commitment = doc.text("commitment", HASH);
      kind = doc.text("kind", ANY_TEXT);
      beacon = doc.text("beacon", ANY_TEXT);
      round = doc.count("round");
      starts = Doc.time(doc.text("starts_at", TIME));
      window = doc.count("window");
      distance = doc.count("distance");
      time = Doc.time(doc.text("time", TIME));
      signature = doc.text("signature", "(?s).*");
    }

    Instant closes() {
      return Instant.parse(starts).plusSeconds(window);
    }

    String text(Bundle b) {
      return "waitingroom draw announcement 1\n"
          + ("room: " + b.room + "\nepoch: " + epoch + "\nnumber: " + b.number)
          + ("\nalgorithm: " + algorithm + "\ncommitment: " + commitment)
          + ("\nbeacon: " + source(kind, beacon) + "\nround: " + round)
          + ("\nstarts: " + starts + "\nwindow: " + window + "\ndistance: " + distance)
          + ("\ntime: " + time + "\n");
    }
  }

  /** A drand chain of the scheme bls-unchained-g1-rfc9380. */
  private static final class Chain {
    final byte[] key;
    final byte[] group;
    final String id;
    final long genesis;
    final long period;

    Chain(Doc doc) {
      doc.text("name", HASH);
      key = HEX.parseHex(doc.text("public_key", "[0-9a-f]{192}"));
      group = HEX.parseHex(doc.text("group_hash", HASH));
      id = doc.text("id", ANY_TEXT);
      genesis = doc.count("genesis_time");
      period = doc.count("period");
      if (doc.count("round") == 0 || period == 0 || period > Integer.MAX_VALUE) {
        throw new Unreadable("round and period of the chain");
      }
    }

    String hash() {
      byte[] name = id.equals("default") ? new byte[0] : id.getBytes(StandardCharsets.UTF_8);
      byte[] seconds = ByteBuffer.allocate(4).putInt((int) period).array();
      return HEX.formatHex(sha256(seconds, eight(genesis), key, group, name));
    }

    long after(Instant instant) {
      long since = instant.getEpochSecond() - genesis;
      return since < 0 ? 1 : since / period + 2;
    }

    Instant moment(long round) {
      try {
        return Instant.ofEpochSecond(Math.addExact(genesis, Math.multiplyExact(round - 1, period)));
      } catch (ArithmeticException | DateTimeException tooLate) {
        return Instant.MAX;
      }
    }

    /** By Bouncy Castle, if it is there. */
    boolean signed(long round, byte[] signature) throws ClassNotFoundException {
      Class<?> point = Class.forName("org.bouncycastle.math.ec.ECPoint");
      Class<?> point2 = castle("bls.BLS12_381G2Point");
      try {
        Object curve = castle("bls.BLS12_381G1").getMethod("createCurve").invoke(null);
        Class<?> forms = castle("bls.BLS12_381Serialization");
        Object signed =
            forms
                .getMethod("decompressG1", byte[].class, Class.forName("org.bouncycastle.math.ec.ECCurve"))
                .invoke(null, signature, curve);
        Object public2 = forms.getMethod("decompressG2", byte[].class).invoke(null, (Object) key);
        Class<?> groups = castle("bls.BLS12_381SubgroupCheck");
        boolean good =
            (boolean) groups.getMethod("isInG1Subgroup", point).invoke(null, signed)
                && (boolean) groups.getMethod("isInG2Subgroup", point2).invoke(null, public2)
                && !(boolean) point.getMethod("isInfinity").invoke(signed)
                && !(boolean) point2.getMethod("isInfinity").invoke(public2);
        Object generator = castle("bls.BLS12_381G2").getMethod("getGenerator").invoke(null);
        Object points = Array.newInstance(point, 2);
        Array.set(points, 0, signed);
        Array.set(points, 1, onCurve(sha256(eight(round))));
        Object points2 = Array.newInstance(point2, 2);
        Array.set(points2, 0, point2.getMethod("negate").invoke(generator));
        Array.set(points2, 1, public2);
        Object product =
            castle("bls.BLS12_381Pairing")
                .getMethod("multiPair", points.getClass(), points2.getClass())
                .invoke(null, points, points2);
        return good && product.equals(castle("bls.Fp12Element").getField("ONE").get(null));
      } catch (InvocationTargetException noPoint) {
        return false;
      } catch (ReflectiveOperationException otherVersion) {
        throw new ClassNotFoundException("Bouncy Castle of another version", otherVersion);
      }
    }

    private static Object onCurve(byte[] message) throws ReflectiveOperationException {
      Class<?> hashing = castle("hash2curve.HashToEllipticCurve");
      Class<?> profiles = castle("hash2curve.HashToCurveProfile");
      Object profile = profiles.getField("BLS12_381_G1_XMD_SHA_256_SSWU_RO").get(null);
      Object hash = hashing.getMethod("getInstance", profiles, String.class).invoke(null, profile, DOMAIN);
      return hashing.getMethod("hashToCurve", byte[].class).invoke(hash, (Object) message);
    }

    private static Class<?> castle(String name) throws ClassNotFoundException {
      return Class.forName("org.bouncycastle.crypto." + name);
    }
  }

  /** A key of signed notes (c2sp.org/signed-note). */
  private record Key(String name, byte[] id, byte[] bytes) {
    static Key parse(String text) {
      Matcher parts = Pattern.compile("([!-*,-~]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{44})").matcher(text);
      if (!parts.matches()) {
        throw new Unreadable("the key of signed texts");
      }
      byte[] typed = Base64.getDecoder().decode(parts.group(3));
      if (typed.length != 33 || typed[0] != 1) {
        throw new Unreadable("the kind of the key of signed texts");
      }
      byte[] name = parts.group(1).getBytes(StandardCharsets.US_ASCII);
      byte[] id = Arrays.copyOf(sha256(name, new byte[] {'\n'}, typed), 4);
      if (!HEX.formatHex(id).equals(parts.group(2))) {
        throw new Unreadable("the id of the key of signed texts");
      }
      return new Key(parts.group(1), id, Arrays.copyOfRange(typed, 1, 33));
    }

    boolean signed(String text, String line) {
      Matcher parts = Pattern.compile("\u2014 ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})").matcher(line);
      if (!parts.matches() || !parts.group(1).equals(name)) {
        return false;
      }
      try {
        byte[] all = Base64.getDecoder().decode(parts.group(2));
        if (all.length != 68
            || !Base64.getEncoder().encodeToString(all).equals(parts.group(2))
            || !Arrays.equals(Arrays.copyOf(all, 4), id)) {
          return false;
        }
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(HEX.parseHex("302a300506032b6570032100"));
        spki.writeBytes(bytes);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki.toByteArray())));
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(all, 4, 64);
      } catch (GeneralSecurityException | IllegalArgumentException malformed) {
        return false;
      }
    }
  }

  private static byte[] seed(Bundle b, byte[] publicValue) {
    byte[] extracted = hmac(HEX.parseHex(b.secret), publicValue);
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes((PROCEDURE + "\0" + b.room + "\0").getBytes(StandardCharsets.UTF_8));
    info.writeBytes(eight(b.epoch));
    info.writeBytes(eight(b.number));
    info.writeBytes(eight(b.n));
    info.writeBytes(HEX.parseHex(b.root));
    info.write(1);
    return hmac(extracted, info.toByteArray());
  }

  /** Swap or not: where an index goes. */
  private static long place(byte[] seed, long index, long n) {
    long i = index;
    for (int r = 0; r < 90; r++) {
      byte[] first8 = Arrays.copyOf(sha256(seed, new byte[] {(byte) r}), 8);
      BigInteger number = BigInteger.ZERO;
      for (int k = 7; k >= 0; k--) {
        number = number.shiftLeft(8).or(BigInteger.valueOf(first8[k] & 0xFF));
      }
      long flip = Math.floorMod(number.mod(BigInteger.valueOf(n)).longValue() - i, n);
      long p = Math.max(i, flip);
      byte[] block = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) (p / 256)).array();
      byte[] bits = sha256(seed, new byte[] {(byte) r}, block);
      int bit = (int) (p % 256);
      if ((bits[bit / 8] >> (bit % 8) & 1) == 1) {
        i = flip;
      }
    }
    return i;
  }

  /** Inclusion by RFC 9162: from the root down, the sizes of both halves say on which side the leaf is. */
  private static boolean leads(byte[] leaf, long index, long n, List<byte[]> hashes, byte[] root) {
    List<Boolean> leafIsLeft = new ArrayList<>();
    long at = index;
    long size = n;
    while (size > 1) {
      long left = Long.highestOneBit(size - 1);
      leafIsLeft.add(0, at < left);
      size = at < left ? left : size - left;
      at = at < left ? at : at - left;
    }
    if (leafIsLeft.size() != hashes.size()) {
      return false;
    }
    byte[] hash = leaf;
    for (int level = 0; level < hashes.size(); level++) {
      byte[] other = hashes.get(level);
      hash =
          leafIsLeft.get(level)
              ? sha256(new byte[] {1}, hash, other)
              : sha256(new byte[] {1}, other, hash);
    }
    return Arrays.equals(hash, root);
  }

  private static byte[] eight(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A JSON object, with a reader of JSON that is as small as can be. */
  private record Doc(Map<String, Object> members) {
    static Doc read(String file) {
      try {
        Reader reader = new Reader(Files.readString(Path.of(file)));
        Object value = reader.value();
        reader.space();
        if (reader.at != reader.text.length()) {
          throw new Unreadable(file);
        }
        return of(value);
      } catch (IOException | StringIndexOutOfBoundsException | NumberFormatException | StackOverflowError e) {
        throw new Unreadable(file);
      }
    }

    @SuppressWarnings("unchecked")
    static Doc of(Object value) {
      if (!(value instanceof Map)) {
        throw new Unreadable("an object");
      }
      return new Doc((Map<String, Object>) value);
    }

    static String matching(Object value, String pattern, String what) {
      if (!(value instanceof String text) || !text.matches(pattern)) {
        throw new Unreadable(what);
      }
      return text;
    }

    static String time(String text) {
      try {
        Instant.parse(text);
        return text;
      } catch (DateTimeException malformed) {
        throw new Unreadable("a time");
      }
    }

    String text(String name, String pattern) {
      return matching(members.get(name), pattern, name);
    }

    String optional(String name, String pattern) {
      return isNull(name) ? null : text(name, pattern);
    }

    boolean isNull(String name) {
      return members.get(name) == null;
    }

    long count(String name) {
      if (!(members.get(name) instanceof Long number) || number < 0 || number > INTEGER_MAX) {
        throw new Unreadable(name);
      }
      return number;
    }

    boolean flag(String name) {
      if (!(members.get(name) instanceof Boolean flag)) {
        throw new Unreadable(name);
      }
      return flag;
    }

    List<?> list(String name) {
      if (!(members.get(name) instanceof List<?> list)) {
        throw new Unreadable(name);
      }
      return list;
    }

    Doc object(String name) {
      return of(members.get(name));
    }
  }

  private static final class Reader {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private boolean taken(String word) {
      space();
      boolean there = text.startsWith(word, at);
      at += there ? word.length() : 0;
      return there;
    }

    private void take(String word) {
      if (!taken(word)) {
        throw new Unreadable("JSON at character " + at);
      }
    }

    Object value() {
      if (taken("{")) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (boolean more = !taken("}"); more; more = next("}")) {
          take("\"");
          String name = string();
          take(":");
          members.put(name, value());
        }
        return members;
      }
      if (taken("[")) {
        List<Object> values = new ArrayList<>();
        for (boolean more = !taken("]"); more; more = next("]")) {
          values.add(value());
        }
        return values;
      }
      if (taken("\"")) {
        return string();
      }
      if (taken("null")) {
        return null;
      }
      if (taken("true")) {
        return true;
      }
      if (taken("false")) {
        return false;
      }
      Matcher number = NUMBER.matcher(text).region(at, text.length());
      if (!number.lookingAt()) {
        throw new Unreadable("JSON at character " + at);
      }
      at = number.end();
      return Long.parseLong(number.group());
    }

    private boolean next(String end) {
      if (taken(end)) {
        return false;
      }
      take(",");
      return true;
    }

    private String string() {
      StringBuilder all = new StringBuilder();
      while (text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c == '\\') {
          char escaped = text.charAt(at++);
          if (escaped == 'u') {
            c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
          } else {
            int known = "\"\\/bfnrt".indexOf(escaped);
            if (known < 0) {
              throw new Unreadable("JSON at character " + at);
            }
            c = "\"\\/\b\f\n\r\t".charAt(known);
          }
        }
        all.append(c);
      }
      at++;
      return all.toString();
    }
  }
}
