package isopose.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import isopose.io.Safetensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final String W = "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}";

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("a.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z", Tensor.of(new float[] {1.5f, -2, 3, 4, 5, 6}, 2, 3));
    tensors.put("a", Tensor.of(new byte[] {-128, 127, 0}, 3));
    new Safetensors(Map.of("key", "text"), tensors).write(file);
    Safetensors read = Safetensors.read(file);
    assertEquals(Map.of("key", "text"), read.metadata());
    assertEquals(List.of("z", "a"), List.copyOf(read.tensors().keySet()));
    assertEquals(List.of(2, 3), read.tensors().get("z").shape());
    assertArrayEquals(new float[] {1.5f, -2, 3, 4, 5, 6}, read.tensors().get("z").floats());
    assertArrayEquals(new float[] {-128, 127, 0}, read.tensors().get("a").floats());
  }

  /** As other programs write it: sorted by name and not by place. */
  @Test
  void theOrderOfTheHeaderDoesNotMatter() throws IOException {
    String header =
        "{'a':{'dtype':'I8','shape':[1],'data_offsets':[4,5]},"
            + "'b':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}";
    Safetensors read = Safetensors.read(file(header, 0, 0, (byte) 0x80, 0x3f, 7));
    assertArrayEquals(new float[] {1}, read.tensors().get("b").floats());
    assertArrayEquals(new float[] {7}, read.tensors().get("a").floats());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        W + "| 3 | does not lie",
        W + "| 5 | bytes that its header does not name",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,3]}} | 4 | another size",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | does not lie",
        "{'w':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}} | 4 | does not lie",
        "{'w':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | does not lie",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | 4 | header is not",
        "{'w':{'shape':[1],'data_offsets':[0,4]}} | 4 | header is not",
        "{'w':{'dtype':'BF16','shape':[2],'data_offsets':[0,4]}} | 4 | expected F32 or I8",
        "[1] | 4 | header is not",
        "{'w':3} | 4 | header is not",
      })
  void aDamagedFileIsRefusedInOneLine(String header, int bytes, String message) throws IOException {
    Path file = file(header, new int[bytes]);
    String said = assertThrows(BadInput.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(said.contains(message) && said.startsWith(file.toString()), said);
    assertFalse(said.contains("\n"), said);
  }

  @Test
  void aLengthThatTheFileDoesNotHaveTakesNoMemory() throws IOException {
    byte[] bytes = new byte[16];
    for (long length : new long[] {Long.MAX_VALUE, -1, 1 << 30, 9}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Path file = Files.write(folder.resolve("b"), bytes);
      assertThrows(BadInput.class, () -> Safetensors.read(file));
    }
  }

  private Path file(String header, int... data) throws IOException {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[8 + text.length + data.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(text.length).put(text);
    for (int value : data) {
      buffer.put((byte) value);
    }
    return Files.write(folder.resolve("a"), bytes);
  }
}
