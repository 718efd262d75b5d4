/** The 双告知 part of the contract in a thread, over the bench's database: `workerData` is `{ port, file }`. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import { connect } from '#core/database/open.ts';
import { noticesRouter } from '#core/notices/router.ts';
import { benchCore } from './calls-core.ts';
import { provinceKey } from './province.ts';

const { port, file } = workerData as { port: MessagePort; file: string };
const handler = new RPCHandler({ notices: noticesRouter });
handler.upgrade(port, { context: { core: benchCore(connect(file, provinceKey)) } });
port.start();
