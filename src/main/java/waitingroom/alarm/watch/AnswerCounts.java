package waitingroom.alarm.watch;

/** Counts of error responses; throttled ones also count as 4xx. */
record AnswerCounts(
    long public4xx, long public5xx, long private4xx, long private5xx, long throttled) {
  static final AnswerCounts ZERO = new AnswerCounts(0, 0, 0, 0, 0);

  AnswerCounts plus(AnswerCounts more) {
    return new AnswerCounts(
        public4xx + more.public4xx,
        public5xx + more.public5xx,
        private4xx + more.private4xx,
        private5xx + more.private5xx,
        throttled + more.throttled);
  }

  AnswerCounts minus(AnswerCounts less) {
    return plus(
        new AnswerCounts(
            -less.public4xx, -less.public5xx, -less.private4xx, -less.private5xx, -less.throttled));
  }
}
