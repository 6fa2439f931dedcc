using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The keys with which the gateway vouches for itself and for others by SSH.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122130000_CreateSshAuthorities")]
internal sealed class CreateSshAuthorities : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "identify_ssh_authorities",
            table => new
            {
                purpose = table.Column<string>(maxLength: ColumnLength.Purpose),
                sealed_key = table.Column<byte[]>(maxLength: ColumnLength.SealedKey),
                created_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_ssh_authorities", row => row.purpose));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_ssh_authorities");
}
