using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Listen;

/// <summary>A certificate with its key, and the certificates that lead from it to a root.</summary>
internal sealed record ServedCertificate(X509Certificate2 Leaf, X509Certificate2Collection Chain);
