namespace RemoteDev.Ssh;

/// <summary>
/// What a security key says in a signature. That its owner touched it is demanded of every signature, and so not repeated here.
/// </summary>
/// <param name="Counter">How often it has signed, as it says; a counter that goes back tells of a copied key. Some keep it at zero.</param>
/// <param name="UserVerified">Whether it checked who touched it, by a PIN or a finger.</param>
public sealed record SecurityKeyUse(uint Counter, bool UserVerified);
