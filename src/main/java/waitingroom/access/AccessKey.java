package waitingroom.access;

/** A key id and its secret; {@link #toString} omits the secret. */
record AccessKey(String id, String secret, Principal principal) {
  @Override
  public String toString() {
    return id + " of " + principal.name();
  }
}
