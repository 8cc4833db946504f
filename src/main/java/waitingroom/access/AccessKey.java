package waitingroom.access;

/** A key id and its secret; the text form leaves the secret out. */
record AccessKey(String id, String secret, Principal principal) {
  @Override
  public String toString() {
    return id + " of " + principal.name();
  }
}
