namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Facts of the Unicode character database above ASCII, since the runtime knows no scripts. Each word is a range: how far after the end of
/// the one before (or after U+0080) it starts, and how many characters it has besides its first, both to the base 36.
/// </summary>
internal static class CharacterData
{
    /// <summary>The letters of each script, by the script's code; what is common to scripts is left out.</summary>
    public const string Scripts =
        "16,0,Latn g,0,Latn 6,m,Latn 2,u,Latn 2,cg,Latn 14,4,Latn 6,1,Bopo 3p,3,Grek 2,8,Grek 2,5,Grek 2,0,Grek 2,2h,Grek "
        + "1,d,Copt 1,f,Grek 1,3o,Cyrl 3,4o,Cyrl 2,2m,Armn 2,2r,Hebr c,4,Arab 2,5,Arab 2,d,Arab 2,2,Arab 2,v,Arab 2,9,Arab "
        + "c,p,Arab 2,2z,Arab 2,x,Arab 1,27,Syrc 1,1b,Arab 1,1d,Thaa f,1r,Nkoo 1,1q,Samr 2,u,Mand 2,a,Syrc 6,35,Arab 2,s,Arab "
        + "1,28,Deva 5,e,Deva 3,p,Deva 1,3i,Beng 3,39,Guru b,3i,Gujr 2,3a,Orya b,3c,Taml 6,3j,Telu 1,37,Knda d,3j,Mlym 2,37,Sinh "
        + "d,1l,Thai 6,r,Thai 12,2m,Laoo x,5w,Tibt 5,1,Tibt 12,4f,Mymr 1,2i,Geor 2,3,Geor 1,73,Hang 1,bd,Ethi 7,2l,Cher "
        + "3,hr,Cans 1,s,Ogam 4,22,Runr 4,a,Runr 8,v,Tglg 1,k,Hano c,j,Buhd d,j,Tagb d,3d,Khmr 7,1,Mong 3,0,Mong 2,4k,Mong "
        + "6,1x,Cans b,27,Limb 1,10,Tale c,2n,Talu 1,v,Khmr 1,v,Bugi 1,3x,Lana 2b,3j,Bali 1,1r,Sund 1,1r,Batk 1,27,Lepc "
        + "1,1b,Olck 1,a,Cyrl 6,1b,Geor 1,7,Sund 1l,11,Latn 1,4,Grek 1,0,Cyrl 1,1c,Latn 1,4,Grek 1,3,Latn 1,4,Grek 1,c,Latn "
        + "1,0,Cyrl 1,1x,Latn 1,0,Grek 1t,73,Latn 1,72,Grek 37,0,Latn e,0,Latn h,c,Latn 3u,0,Grek 4,1,Latn 7,0,Latn s,0,Latn "
        + "i,14,Latn 1a0,73,Brai ld,2n,Glag 1,v,Latn 1,3j,Copt 1,19,Geor 3,27,Tfng 1,2m,Ethi 2,v,Cyrl 3l,9h,Hani 1c,0,Hani "
        + "2,0,Hani q,8,Hani 5,1,Hang 9,3,Hani 6,2d,Hira 7,2,Hira 2,2h,Kana 3,2,Kana 6,16,Bopo 2,2l,Hang i,v,Bopo 1d,f,Kana "
        + "1,u,Hang 1u,u,Hang 2a,1a,Kana 2,2f,Kana 4p,533,Hani 1t,g73,Hani 1,xy,Yiii a,1b,Lisu 1,8b,Vaii l,2n,Cyrl 1,2f,Bamu "
        + "17,2t,Latn 4,38,Latn 1,18,Sylo k,1j,Phag 9,2h,Saur 7,v,Deva 1,19,Kali 2,0,Kali 1,1b,Rjng 1,s,Hang 4,25,Java 3,f,Java "
        + "1,u,Mymr 2,2n,Cham 1,v,Mymr 1,2n,Tavt 1,m,Mtei b,19,Ethi 2,16,Latn 2,8,Latn 1,0,Grek 1,3,Latn 7,27,Cher 1,1l,Mtei "
        + "7,8or,Hang 6it,d5,Hani 13,6,Latn d,4,Armn 6,1e,Hebr 1,dp,Arab 3,5b,Arab 1b,1,Cyrl 1t,3w,Arab 11,p,Latn 7,p,Latn "
        + "c,9,Kana 2,18,Kana 3,1o,Hang 10,6y,Linb 1y,26,Grek i,0,Grek 68,s,Lyci 4,1c,Cari 1c,1b,Ital 1,q,Goth 6,16,Perm "
        + "6,v,Ugar 1,1h,Xpeo 17,27,Dsrt 1,1b,Shaw 1,15,Osma 7,23,Osge 5,13,Elba 9,1r,Aghb 1,24,Vith 4,1f,Todr d,9z,Lina "
        + "p,1m,Latn 1y,1r,Cprt 1,v,Armi 1,v,Palm 1,1b,Nbat 1d,v,Hatr 1,v,Phnx 1,v,Lydi 1,p,Sidt 13,v,Mero 1,2n,Merc 1,2g,Khar "
        + "8,v,Sarb 1,v,Narb x,1i,Mani a,1r,Avst 1,v,Prti 1,v,Phli 1,1b,Phlp 29,20,Orkh 1k,3j,Hung 1,1l,Rohg 7,27,Gara 5t,u,Arab "
        + "2,1d,Yezi h,1p,Arab 1,13,Sogo 9,15,Sogd n,p,Ougr 13,r,Chrs l,m,Elym a,3j,Brah 1,25,Kthi 3,15,Sora 7,1z,Cakm 9,12,Mahj "
        + "a,2n,Shrd 2,j,Sinh c,1t,Khoj 1r,15,Mult 7,21,Sind 7,1l,Gran 3,1k,Gran c,2q,Tutg u,2p,Newa v,2h,Tirh 4n,2l,Sidd "
        + "z,2h,Modi 7,c,Mong k,21,Takr 7,j,Mymr t,1y,Ahom 56,1n,Dogr 2t,2n,Wara 1,2h,Diak 1z,1w,Nand s,1z,Zanb 9,2a,Soyo "
        + "e,f,Cans 1,1k,Pauc 8,9,Deva 2f,7,Shrd 2h,1l,Sunu 7,30,Bhks 4,1y,Marc 22,2h,Gonm 7,21,Gong 7,1l,Tols 6v,o,Maka "
        + "8,2i,Kawi 2e,0,Lisu g,1r,Taml 1,11f,Xsux 219,2q,Cpmn e,3y2,Egyp 6,g6,Hluw 5a2,1l,Gukh 1c7,fs,Bamu 8,1b,Mroo 1,2h,Tnsa "
        + "7,11,Bass b,3z,Hmng c1,1l,Krai 5j,2i,Medf 6,1f,Berf 19,4f,Miao 1t,0,Tang 1,0,Nshu 1,1,Hani 1,0,Kits c,6,Hani "
        + "a,5bz,Tang 1,e7,Kits 1,6q,Tang 6pq,g,Kana 1,7y,Hira 1,2,Kana g,w,Hira 3,i,Kana 9,az,Nshu 1s5,4f,Dupl 481,1x,Grek "
        + "14r,j3,Sgnw up,16,Latn 5y,16,Glag 6,2n,Cyrl 35,27,Hmnp 8x,u,Toto i,1r,Wcho cx,15,Nagm 5z,1b,Onao 5d,1r,Tayo 69,u,Ethi "
        + "2,5y,Mend 16,2n,Adlm wx,6p,Arab lr,0,Hira 2rk,1oxl,Hani";

    /// <summary>The characters that UTS 39 recommends for identifiers.</summary>
    public const string Recommended =
        "1j,0 9,m 2,u 2,1l 3,a 3,7 2,1g h,0 h,1 e,1 t,f 2,5 3,a 4,1 3,z 3,1 7,d 12,0 2q,1 1c,0 k,4 2,6 3,2 2,1 7,0 8,5 5,1 2,1 "
        + "4,0 3,1 9,0 3,0 1c,0 6,2 9,0 2,2 2,0 2,j 2,17 1a,2r 17,39 h,p 5,1 2,11 3,0 8,11 4,0 16,0 s,q 5,5 18,v 2,k b,9 7,2 2,0 "
        + "5,k 2,h 2,1d 2,0 g,1 8,h 29,2p 5b,n 2,5 i,c 6,0 3,k 1k,24 2,1 6,1 9,3 3,9 2,6 2,6 2,2 2,7 3,1 3,l 2,6 2,0 4,3 3,8 3,1 "
        + "3,3 9,0 9,3 3,b d,0 3,2 2,5 5,1 3,l 2,6 2,0 3,0 3,1 3,0 2,4 5,1 3,2 f,0 a,e d,2 2,8 2,2 2,l 2,6 2,1 2,4 3,9 2,2 2,2 "
        + "3,0 g,3 3,9 b,5 2,2 2,7 3,1 3,l 2,6 2,1 2,4 3,7 4,1 3,2 8,2 8,2 5,9 2,0 h,1 2,5 4,2 2,3 4,1 2,0 2,1 4,1 4,2 4,b 5,4 "
        + "4,2 2,3 3,0 7,0 f,9 i,b 2,2 2,m 2,9 2,4 3,8 2,2 2,3 8,1 7,0 3,1 5,9 h,0 2,1 2,7 2,2 2,m 2,9 2,4 3,8 2,2 2,3 8,1 7,0 "
        + "3,3 3,9 2,2 d,0 2,1 2,7 2,2 2,14 3,6 3,2 2,4 6,3 9,1 5,9 b,5 3,1 2,9 3,5 4,b 2,a 2,8 2,0 3,6 4,0 5,5 2,0 2,6 k,0 f,1d "
        + "2,6 6,e 2,9 14,1 2,0 2,4 2,n 2,0 2,b 2,9 3,4 2,0 2,6 2,9 5,1 x,0 b,0 l,9 c,0 2,0 7,4 2,3 2,3 2,3 2,3 2,3 2,b 2,2 5,1 "
        + "2,0 6,6 2,2 2,c 2,3 2,3 2,3 2,3 2,3 2,b 2,2 a,0 1m,21 7,25 16,0 6,0 3,w 7,3 3,2 75,20 2,3 3,6 2,0 2,3 3,14 2,3 3,w "
        + "2,3 3,6 2,0 2,3 3,e 2,1k 2,3 3,1u 3,2 x,f s1,y 3,2 2,a 3,n 3,0 2,0 5,0 5,0 4,9 x3,16 3,2 8x,49 5,0 2,2h 7,l 3,5 3,11 "
        + "3,5 3,7 2,0 2,0 2,0 2,h 2,0 2,0 2,0 2,0 2,0 2,0 4,1g 2,4 2,0 6,2 2,2 2,0 2,0 4,2 4,4 6,2 2,6 2,0 6,2 2,2 2,0 2,0 k,0 "
        + "9,0 e,0 3,4 1k,3 2im,0 6,0 2b,m a,6 2,6 2,6 2,6 2,6 2,6 2,6 2,6 fb,2 1m,2d 3,1 3,1 2,2m 7,14 2,0 35,v g1,533 1t,g73 "
        + "1a8,0 48,8 2x,0 5,0 5,1 n,0 m,a 6,1 2,0 2,4 em,n 2q,m 4,5 3m,5 3,5 3,5 a,6 2,6 1k,1 49,8mb 6sr,1 2,0 2,1 b,0 2,0 2,1 "
        + "3,2 4wo,0 2,0 1k,1 ib8,1 cvi,3 g,0 u,2 3,0 f,3 909,u 7,5 9x,0 1g1,6 2,3 2,1 2,e 4qq,wyn x,37d 7,65 3,4g1 f,5rk g,h9 "
        + "3hf,3t6 6,38f";
}
