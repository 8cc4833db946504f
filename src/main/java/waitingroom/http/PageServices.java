package waitingroom.http;

import waitingroom.page.PageDesigns;
import waitingroom.page.PageSettings;
import waitingroom.page.WaitingPages;

/** Pages for people, and how rooms want theirs to look. */
public record PageServices(PageSettings settings, PageDesigns designs, WaitingPages pages) {}
