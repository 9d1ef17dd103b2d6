/** An IAM in memory, with the commands of the SDK's client. */

const missing = () => Object.assign(new Error('The role was not found.'), { name: 'NoSuchEntityException' });

/** @param {{ exists?: boolean }} [options] `exists: false`: an endpoint that knows no IAM */
export function fakeIam({ exists = true } = {}) {
  const roles = new Map();
  const known = (name) => {
    if (!roles.has(name)) throw missing();
    return roles.get(name);
  };
  const commands = {
    CreateRoleCommand: ({ RoleName, AssumeRolePolicyDocument }) => {
      roles.set(RoleName, { trust: AssumeRolePolicyDocument, policies: new Map() });
      return { Role: describe(RoleName) };
    },
    GetRoleCommand: ({ RoleName }) => ({ Role: known(RoleName) && describe(RoleName) }),
    PutRolePolicyCommand: ({ RoleName, PolicyName, PolicyDocument }) => {
      known(RoleName).policies.set(PolicyName, PolicyDocument);
      return {};
    },
    UpdateAssumeRolePolicyCommand: ({ RoleName, PolicyDocument }) => {
      known(RoleName).trust = PolicyDocument;
      return {};
    },
    DeleteRolePolicyCommand: ({ RoleName, PolicyName }) => {
      known(RoleName).policies.delete(PolicyName);
      return {};
    },
    DeleteRoleCommand: ({ RoleName }) => {
      known(RoleName);
      roles.delete(RoleName);
      return {};
    },
  };
  const describe = (name) => ({
    Arn: `arn:aws:iam::123456789012:role/${name}`,
    AssumeRolePolicyDocument: encodeURIComponent(roles.get(name).trust),
  });
  return {
    roles,
    async send(command) {
      if (!exists) throw Object.assign(new Error('UnknownError'), { name: 'UnknownError' });
      return commands[command.constructor.name](command.input);
    },
  };
}
