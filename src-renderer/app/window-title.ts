/** The title of the window: the page, and before it how much news there is. */
let page = '';
let news = 0;

const write = (): void => {
  document.title = `${news > 0 ? `(${news > 99 ? '99+' : news}) ` : ''}${page} - 部门协同监管离线客户端`;
};

export function titlePage(title: string): void {
  page = title;
  write();
}
export function titleNews(count: number): void {
  if (count === news) return;
  news = count;
  write();
}
