using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>A sign-in that a key opened, for as long as its SSH connection lives.</summary>
/// <param name="Identified">The proof.</param>
/// <param name="Handle">By what the sign-in is found until a factor is proven, as a browser's is by its cookie; it never leaves the process.</param>
/// <param name="Fingerprint">The key that signed; the certificate's own, when there was one.</param>
/// <param name="Certificate">The gateway's certificate by which the key was known, checked; null for a registered key.</param>
internal sealed record SshSignIn(Identified Identified, TokenHash Handle, string Fingerprint, SshCertificate? Certificate = null);
