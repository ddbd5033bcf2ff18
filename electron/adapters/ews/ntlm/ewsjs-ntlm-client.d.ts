/** What we use of the package, which has no declarations of its own. */
declare module '@ewsjs/ntlm-client' {
  interface Type2Message {
    readonly targetName: string;
  }
  const client: {
    createType1Message(workstation: string, target: string): string;
    /** Throws for anything but a challenge. */
    decodeType2Message(header: string): Type2Message;
    /** Without a target, the domain the server named. */
    createType3Message(type2: Type2Message, user: string, password: string, workstation: string, target: string | undefined): string;
  };
  export = client;
}
