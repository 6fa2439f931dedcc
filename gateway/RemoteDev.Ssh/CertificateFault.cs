namespace RemoteDev.Ssh;

/// <summary>Why a certificate is not good for what it was shown for.</summary>
/// <param name="Kind">The sort of fault.</param>
/// <param name="Message">One line for the operator; nothing of the certificate's free text is in it.</param>
public sealed record CertificateFault(CertificateFaultKind Kind, string Message);
