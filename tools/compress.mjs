// compress.mjs FOLDER: writes FILE.gz and FILE.br beside every file of the folder that shrinks by a tenth or more, so
// that the server sends ready-made bytes and spends no time on compressing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = process.argv[2];
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(gz|br|png|jpg|webp|woff2)$/.test(entry.name)) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  const brotli = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  };
  for (const [suffix, compressed] of [['gz', gzipSync(bytes, { level: 9 })], ['br', brotliCompressSync(bytes, brotli)]]) {
    if (compressed.length < bytes.length * 0.9) writeFileSync(`${path}.${suffix}`, compressed);
  }
}
