/** Codes of 市场主体 and their names. No schema, so that the first page may read it. */

export const enterpriseKinds = ['enterprise', 'individual', 'cooperative', 'other'] as const;
export type EnterpriseKind = (typeof enterpriseKinds)[number];
export const enterpriseKindNames: Record<EnterpriseKind, string> = {
  enterprise: '企业',
  individual: '个体',
  cooperative: '农专社',
  other: '其他',
};

/** 登记状态 (CA19), in the order of the manual's check boxes. */
export const registrationStates = ['1', '2', '3', '4', '5', '6', '9'] as const;
export const registrationStateNames: Record<(typeof registrationStates)[number], string> = {
  '1': '存续（在营、开业、在册）',
  '2': '吊销，未注销',
  '3': '吊销，已注销',
  '4': '注销',
  '5': '撤销',
  '6': '迁出',
  '9': '其他',
};

/** 四类标签: the lists an enterprise may stand on. */
export const enterpriseListings = ['seriousViolation', 'abnormalOperation', 'defaulter'] as const;
export type EnterpriseListing = (typeof enterpriseListings)[number];
export const enterpriseListingNames: Record<EnterpriseListing, string> = {
  seriousViolation: '严重违法失信',
  abnormalOperation: '经营异常',
  defaulter: '失信被执行人',
};
