/** Entry of the renderer: find the core, then show the client. */
import './app/zod-without-eval.ts';
import './styles/element-plus.ts';
import './styles/tokens.css';
import './styles/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { connectToCore } from './app/core-client.ts';
import { startEvents } from './app/events.ts';
import { leaveKeysToInputMethods } from './app/input-method.ts';
import { createAppRouter, fetchPagesWhenIdle } from './app/router.ts';
import { catchUnexpected, reportUnexpected } from './app/unexpected.ts';

async function start(): Promise<void> {
  leaveKeysToInputMethods();
  // Before the router exists: the browser shell hands its token over in the address fragment, where the router lives too.
  await connectToCore();
  const app = createApp(App);
  catchUnexpected(app);
  app.use(createPinia());
  app.use(createAppRouter());
  startEvents();
  app.mount('#app');
  fetchPagesWhenIdle();
}

start().catch((error: unknown) => {
  reportUnexpected(error);
  document.body.textContent = '客户端页面没能打开。本机数据没有改动。请关闭后重新打开客户端；仍不行请联系技术人员。';
});
