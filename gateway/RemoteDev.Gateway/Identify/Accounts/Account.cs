using Microsoft.AspNetCore.Identity;

namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>
/// The credentials of one person of the catalogue. Its key is the person's canonical login, so there is one account per person and no
/// second spelling. Who the person is, and whether suspended, the catalogue alone says.
/// </summary>
internal sealed class Account : IdentityUser
{
    /// <summary>For the store that reads it.</summary>
    public Account()
    {
    }

    public Account(string login)
        : base(login) => Id = login;

    /// <summary>When the password and the second factor were set, in one step, by an invitation.</summary>
    public DateTimeOffset EnrolledAt { get; set; }
}
