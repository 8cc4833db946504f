package waitingroom.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Bitmaps of positions as bytes, in RoaringBitmap's portable format, runs compressed. */
public final class Bitmaps {
  private Bitmaps() {}

  public static byte[] toBytes(Roaring64Bitmap bitmap) {
    bitmap.runOptimize();
    var bytes = new ByteArrayOutputStream((int) bitmap.serializedSizeInBytes());
    try {
      bitmap.serialize(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Roaring64Bitmap fromBytes(byte[] bytes) {
    var bitmap = new Roaring64Bitmap();
    try {
      bitmap.deserialize(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bitmap;
  }
}
