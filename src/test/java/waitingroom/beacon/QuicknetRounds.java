package waitingroom.beacon;

/** Real rounds of quicknet, as its relays published them, for tests. */
public final class QuicknetRounds {
  public static final Round R42 =
      new Round(
          42,
          "95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce4"
              + "30a91b811fbfaf763900bc998b5d686a");

  public static final Round R123 =
      new Round(
          123,
          "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482"
              + "e26cd02df835d3546d23c4b13e0dfc92");

  public static final Round R1000 =
      new Round(
          1000,
          "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
              + "e342b73a8dd2bacbe47e4b6b63ed5e39");

  private QuicknetRounds() {}
}
