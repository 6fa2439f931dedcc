using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.Tests.StepUp.Enrolment;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.Passwords;

/// <summary>A check of a password waits its turn and takes its time, and everything may change meanwhile.</summary>
public sealed class PasswordSignInTests : IAsyncLifetime, IDisposable
{
    private readonly HeldHasher _hasher = new(new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })));
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync(more: builder =>
        {
            builder.Services.RemoveAll<IPasswordHasher<Account>>();
            builder.Services.AddSingleton<IPasswordHasher<Account>>(_hasher);
        });
        await _house.EnrolAsync("ada");
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose() => _hasher.Dispose();

    [Fact]
    public async Task Opens_Nothing_WhenThePasswordIsAnotherByNow()
    {
        var desk = _house.Get<EnrolmentDesk>();
        var begun = Assert.IsType<EnrolmentOutcome.Begun>(await desk.BeginAsync(await _house.InviteAsync("ada"), IdentifyHouse.Password, default));
        var enrolment = (await _house.Get<PendingEnrolments>().OfAsync(begun.Cookie.Reveal()))!;
        var late = Assert.IsType<SignInOutcome.Refused>(await WhileItIsCheckedAsync(async () => Assert.IsType<EnrolmentOutcome.Enrolled>(
            await desk.ConfirmAsync(enrolment, _house.CodeNow(enrolment.Key), new SignInClient(IdentifyHouse.Elsewhere), default))));
        Assert.Same(IdentifyRefusals.BadCredential, late.Why);
        Assert.Equal("The password was changed while it was checked.", Assert.Single(_house.Traced<SignInRefused>()).Reason);

        // The one that the change itself began lives; and the password of now opens.
        Assert.Equal("invitation", Assert.Single(_house.SignIns.All()).First.Method);
        Assert.IsType<SignInOutcome.Opened>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password));
    }

    [Fact]
    public async Task Opens_WhenNothingChangedForThePerson() =>
        Assert.IsType<SignInOutcome.Opened>(await WhileItIsCheckedAsync(() => _house.SuspendAsync("ben")));

    // What the browser had before ends first: after the person was looked at, and before there is a sign-in that the edit could end.
    [Fact]
    public async Task Opens_Nothing_WhenThePersonIsGivenAProviderMeanwhile()
    {
        var (cookie, earlier) = await _house.PasswordAsync("ada");
        await _house.EditAsync(new CatalogEdit.PutProvider(OpenId.OpenIdHouse.Corp));
        _house.SignIns.Ended += (ended, _) =>
        {
            if (ReferenceEquals(ended, earlier))
            {
                _house.EditAsync(new CatalogEdit.PutPerson(_house.Catalog.Current.People["ada"] with { Provider = "corp", Roles = [], ProviderRoles = [] })).GetAwaiter().GetResult();
            }
        };
        var late = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password, before: cookie.Hash));
        Assert.Same(IdentifyRefusals.SignsInByProvider, late.Why);
        Assert.DoesNotContain(_house.SignIns.All(), signIn => signIn.First.Method == "password");
    }

    private async Task<SignInOutcome> WhileItIsCheckedAsync(Func<Task> change)
    {
        _hasher.Hold();
        var trying = _house.TryPasswordAsync("ada", IdentifyHouse.Password);
        try
        {
            await _hasher.Reached;
            await change();
        }
        finally
        {
            _hasher.Release();
        }

        return await trying;
    }
}
