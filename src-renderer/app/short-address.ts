/** Province and city lead almost every 住所 of a county alike and push aside what differs; a list leaves them to the hover. */
const lead =
  /^[\u4e00-\u9fff]{2,7}?(?:省|自治区)(?:[\u4e00-\u9fff]{2,7}?(?:市|州|盟))?(?:[\u4e00-\u9fff]{1,7}?(?:县|区|市|旗))?/;

/** 「湖南省湘澧市澧安县石桥堰镇11号」 as 「石桥堰镇11号」; untouched where nothing would be left. */
export function shortAddress(address: string): string {
  const short = address.replace(lead, '');
  return short === '' ? address : short;
}
