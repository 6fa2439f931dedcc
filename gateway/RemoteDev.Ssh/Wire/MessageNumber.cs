namespace RemoteDev.Ssh.Wire;

/// <summary>The first octet of a payload: RFC 4250 section 4.1, RFC 5656, RFC 8308. Zero is no message.</summary>
internal enum MessageNumber : byte
{
    None = 0,
    Disconnect = 1,
    Ignore = 2,
    Unimplemented = 3,
    Debug = 4,
    ServiceRequest = 5,
    ServiceAccept = 6,
    ExtInfo = 7,
    KexInit = 20,
    NewKeys = 21,

    /// <summary>SSH_MSG_KEX_ECDH_INIT (RFC 5656), also SSH_MSG_KEX_HYBRID_INIT.</summary>
    KexEcdhInit = 30,

    /// <summary>SSH_MSG_KEX_ECDH_REPLY (RFC 5656), also SSH_MSG_KEX_HYBRID_REPLY.</summary>
    KexEcdhReply = 31,
    UserAuthRequest = 50,
    UserAuthFailure = 51,
    UserAuthSuccess = 52,
    UserAuthBanner = 53,

    /// <summary>
    /// Means what the method in progress says: SSH_MSG_USERAUTH_PK_OK (RFC 4252 section 7), SSH_MSG_USERAUTH_INFO_REQUEST (RFC 4256 section 5).
    /// </summary>
    UserAuthMethod60 = 60,

    /// <summary>SSH_MSG_USERAUTH_INFO_RESPONSE (RFC 4256 section 5), and nothing in any other method.</summary>
    UserAuthMethod61 = 61,
    GlobalRequest = 80,
    RequestSuccess = 81,
    RequestFailure = 82,
    ChannelOpen = 90,
    ChannelOpenConfirmation = 91,
    ChannelOpenFailure = 92,
    ChannelWindowAdjust = 93,
    ChannelData = 94,
    ChannelExtendedData = 95,
    ChannelEof = 96,
    ChannelClose = 97,
    ChannelRequest = 98,
    ChannelSuccess = 99,
    ChannelFailure = 100,
}
