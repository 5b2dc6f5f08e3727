// Networks in the file format of TensorFlow Lite: FlatBuffers, whose tables refer to their fields by
// offsets. LiteRT computes all operators of a file, even if nobody reads what they compute.

/** Changes a file in place: it keeps these of its outputs, and the operators that they need. */
function keepOutputs(file, kept) {
  const data = new DataView(file);
  const at = position => position + data.getUint32(position, true);
  const field = (table, index) => {
    const fields = table - data.getInt32(table, true);
    const known = 4 + 2 * index < data.getUint16(fields, true);
    const offset = known ? data.getUint16(fields + 4 + 2 * index, true) : 0;
    return offset ? at(table + offset) : null;
  };
  const list = (vector, read) => (vector === null ? [] : Array.from({length: data.getUint32(vector, true)}, (_, k) => read(vector + 4 + 4 * k)));
  const numbers = vector => list(vector, position => data.getInt32(position, true));
  const tables = vector => list(vector, at);

  const [graph] = tables(field(at(0), 2));
  const outputs = field(graph, 2);
  const operators = field(graph, 3);
  const wanted = kept.map(k => numbers(outputs)[k]);
  const needed = new Set(wanted);
  const used = tables(operators).reverse().filter(operator => {
    const serves = numbers(field(operator, 2)).some(tensor => needed.has(tensor));
    numbers(field(operator, 1)).filter(() => serves).forEach(tensor => needed.add(tensor));
    return serves;
  }).reverse();

  const write = (vector, values) => {
    data.setUint32(vector, values.length, true);
    values.forEach((value, k) => data.setInt32(vector + 4 + 4 * k, value, true));
  };
  write(outputs, wanted);
  write(operators, used.map((operator, k) => operator - (operators + 4 + 4 * k)));
}
